import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Create collection' } as const

/** View collections: how a query becomes fields, and which queries are refused. */
export const viewsCollections = [
  {
    id: 'collections.views.fields-generated',
    level: 'must',
    says: 'The fields of a view collection are always generated from viewQuery; a submitted fields key is ignored (but must be decodable).',
    probe:
      'SU POST {"name":"w1","type":"view","fields":[{"type":"text","name":"ignored!@#$"}],"viewQuery":"select 1 as id"} -> 200 with only the id field.',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.views.query-required',
    level: 'must',
    says: 'viewQuery is required; without it both viewQuery and fields are reported.',
    probe:
      'SU POST {"name":"w2","type":"view"} -> 400 data.viewQuery and data.fields both {"code":"validation_required","message":"Cannot be blank."}.',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.views.query-invalid',
    level: 'must',
    says: 'A viewQuery that cannot be parsed or executed gives code validation_invalid_view_query with a message starting "Invalid query - ", plus data.fields validation_required.',
    probe:
      'SU POST with viewQuery "invalid", "select id from missing", "drop table users", "123 456" -> 400 data.viewQuery.code validation_invalid_view_query and data.fields.code validation_required.',
    basis: 'unverified',
  },
  {
    id: 'collections.views.missing-id',
    level: 'must',
    says: 'The query must return a column named exactly id.',
    probe:
      'SU POST {"name":"w3","type":"view","viewQuery":"select email from users"} -> 400 data.viewQuery.message "Invalid query - missing required id column (you can use `(ROW_NUMBER() OVER()) as id` if you don\'t have one)." and data.fields {"code":"validation_missing_primary_key","message":"Missing or invalid \\"id\\" PK field."}.',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.views.wildcard',
    level: 'must',
    says: 'Wildcard columns over a collection are not supported.',
    probe:
      'viewQuery "select a.id, a.* from users a" and "select * from users" -> 400 data.viewQuery.message "Invalid query - dynamic column names are not supported.".',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.views.multiple-statements',
    level: 'must',
    says: 'More than one statement is rejected; surrounding white space and then surrounding semicolons are removed once ("; ;" at the end is an error).',
    probe:
      '"select id from users; select id from users" -> 400 validation_invalid_view_query (message "Invalid query - multiple statements are not supported."); ";select id from users;" -> 200.',
    basis: 'unverified',
  },
  {
    id: 'collections.views.unparsable-column',
    level: 'must',
    says: 'A select column consists of an expression without top level spaces (spaces inside parentheses or quotes are fine) and an optional alias with or without AS. Expressions like a + b, CASE ... END, x COLLATE y, f(x) OVER () or a space between function name and parenthesis must be wrapped in parentheses; a*2 without spaces is fine.',
    probe:
      '"select id, name || email as x from users" -> 400 validation_invalid_view_query; "select id, (name || email) as x from users" -> 200 with field x of type json.',
    basis: 'unverified',
  },
  {
    id: 'collections.views.sources',
    level: 'must',
    says: 'FROM accepts one or more comma separated tables or parenthesised sub selects, each with an optional alias (with or without AS), and joins (JOIN, INNER, LEFT [OUTER], RIGHT, FULL or CROSS JOIN) with an optional ON part; WHERE, GROUP BY, HAVING, ORDER BY and LIMIT may follow. Columns of sub selects are json fields.',
    probe:
      '"select p.id, c.title, c.id as cid from po p, co AS c where p.id = c.id group by p.id order by c.title limit 5" -> id, title (type of the field), cid (relation); "select s.id, s.title, co.num from (select id, title from po) s left join co on co.id = s.id" -> title json, num number.',
    basis: 'unverified',
  },
  {
    id: 'collections.views.unsupported-sources',
    level: 'should',
    says: 'JOIN ... USING (...), NATURAL JOIN after a table with an AS alias and UNION (also UNION ALL, EXCEPT, INTERSECT) at the top level are rejected; a UNION inside a parenthesised sub select works.',
    probe:
      '"select id from a union select id from b", "select a.id from a join b using (id)" -> 400 data.viewQuery.code validation_invalid_view_query; "select id from (select id from a union select id from b)" -> 200.',
    basis: 'unverified',
  },
  {
    id: 'collections.views.unaliased-expression',
    level: 'should',
    says: 'The generated field names are validated like normal ones, so an expression without a proper alias fails on the field name.',
    probe:
      '"select id, max(created) from users" -> 400 data.fields.1.name.code validation_match_invalid.',
    basis: 'unverified',
  },
  {
    id: 'collections.views.column-names',
    level: 'must',
    says: 'The generated names obey the rules of field names (schema.name.*), reported at data.fields.{position}.name; two columns with the same name are rejected too.',
    probe:
      '"select id, title as expand from demo" -> validation_not_in_invalid; "title as a_via_b" -> validation_found_via; title "my title" -> validation_match_invalid; "select id, title, title from demo" -> 400 data.fields.2.name.',
    basis: 'unverified',
  },
  {
    id: 'collections.views.id-field',
    level: 'must',
    says: 'The id column always becomes {"autogeneratePattern":"","hidden":false,"id":"text3208210256","max":0,"min":0,"name":"id","pattern":"^[a-z0-9]+$","presentable":false,"primaryKey":true,"required":true,"system":true,"type":"text"}, whatever it selects.',
    probe: '"select 1 as id from _superusers" -> 200, fields is exactly this one object.',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.views.non-text-id-cast',
    level: 'must',
    says: 'When the id expression has no TEXT column type, the created SQL view casts it, so record ids are always strings.',
    probe:
      'viewQuery "select (ROW_NUMBER() OVER()) as id, email from users" -> 200 with viewQuery unchanged; GET records as SU -> ids are strings "1", "2", ...',
    basis: 'unverified',
  },
  {
    id: 'collections.views.column-from-collection',
    level: 'must',
    says: 'A plain column (col, tbl.col or alias.col, optionally quoted and aliased) that matches a field of a FROM/JOIN collection (field name case insensitive, table name exact) becomes a copy of that field with all its options, the alias as name and a random id "_clone_" + 4 alphanumerics. An unqualified column belongs to the first FROM table.',
    probe:
      '"select a.id, a.email as mail, a.verified from users a" -> fields id, mail (type email, id matching ^_clone_[A-Za-z0-9]{4}$, system true, required true), verified (type bool).',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.views.field-ids-not-stable',
    level: 'should',
    says: 'The _clone_ ids are regenerated on every save of the view collection.',
    probe:
      'SU PATCH view {} twice -> 200; clients must not rely on equal field ids (type and name are equal).',
    basis: 'unverified',
  },
  {
    id: 'collections.views.id-reference',
    level: 'must',
    says: 'Selecting the id of a joined (or the same) collection under another alias becomes a relation field with id "relation" + crc32 of its name, maxSelect 1, minSelect 0, cascadeDelete false and collectionId of that collection (also when the same id column is selected a second time). A relation field selected AS id becomes the id field.',
    probe:
      '"select a.id, b.id as bid from users a left join demo b" -> field bid {"type":"relation","collectionId":"<demo id>","maxSelect":1,...}.',
    basis: 'unverified',
  },
  {
    id: 'collections.views.count',
    level: 'must',
    says: 'An expression starting with count( becomes a number field with onlyInt true.',
    probe:
      '"select id, count(id) as c from users" -> field c type number, onlyInt true, min null, max null, id "number" + crc32("c").',
    basis: 'unverified',
  },
  {
    id: 'collections.views.total',
    level: 'must',
    says: 'An expression starting with total( becomes a number field with onlyInt false.',
    probe: '"select id, total(id) as t from users" -> field t type number, onlyInt false.',
    basis: 'unverified',
  },
  {
    id: 'collections.views.function-prefix',
    level: 'should',
    says: 'count, total and cast are recognised by the beginning of the unwrapped expression only - (count(x)) and (cast(x as int)) in parentheses are json, count(x)+1 is a number; (col) in parentheses is json as well.',
    probe:
      '"select id, (count(title)) as a, count(title)+1 as b, (cast(num as int)) as c, (title) as d from demo" -> a json, b number onlyInt, c json, d json.',
    basis: 'unverified',
  },
  {
    id: 'collections.views.casts',
    level: 'must',
    says: 'cast(... as T) maps (case insensitive, also multi line) int, integer -> number onlyInt true; real, decimal, numeric -> number; text -> text; bool, boolean -> bool. Other target types fall back to json.',
    probe: 'One view with all nine casts -> the listed types; cast(id as blob) x -> json.',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.views.fallback-json',
    level: 'must',
    says: 'Everything else (sum, avg, min, max, literals, functions, sub selects, columns of non collection tables) becomes a json field with maxSize 1.',
    probe:
      '"select id, sum(id) as s, avg(id) as a, 123 as n, \'x\' as l from users" -> s, a, n, l all {"type":"json","maxSize":1,...}.',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.views.comments',
    level: 'should',
    says: 'SQL comments (-- and /* */) and DISTINCT are ignored by the column detection.',
    probe: '"select distinct /* c */ id, -- x\\n email from users" -> 200 with fields id, email.',
    basis: 'unverified',
  },
  {
    id: 'collections.views.comment-in-string',
    level: 'may',
    says: 'Quirk - "--" and "/*" inside a string literal are taken as comments by the column detection, so such a query can be rejected.',
    probe: '"select id, \'-- x\' as l from users" -> 400 validation_invalid_view_query.',
    basis: 'unverified',
  },
  {
    id: 'collections.views.cte',
    level: 'should',
    says: 'Queries starting with WITH (common table expressions) are accepted; columns that do not come directly from a collection are json fields.',
    probe:
      '"with x as (select id, email from users) select id, email from x" -> 200, fields id (text) and email (json).',
    basis: 'unverified',
  },
  {
    id: 'collections.views.over-view',
    level: 'must',
    says: 'A view may select from another view collection; the field types are taken over.',
    probe:
      'v1 "select id, email from users", v2 "select id, email as e from v1" -> v2 field e type email.',
    basis: 'unverified',
  },
  {
    id: 'collections.views.update-query',
    level: 'must',
    says: 'Changing viewQuery or name recreates the SQL view and fields under the new name.',
    probe:
      'SU PATCH v1 {"name":"v1b","viewQuery":"select id, created, email from users"} -> 200; GET /api/collections/v1b/records as SU -> 200 with those keys; GET /api/collections/v1/records -> 404.',
    basis: 'documented',
    source: { document: '003_2163cb09265065fe', heading: 'Update collection' },
  },
  {
    id: 'collections.views.self-reference',
    level: 'should',
    says: 'A view cannot select from itself.',
    probe:
      'SU PATCH v1 {"viewQuery":"select id from v1"} -> 400, the stored viewQuery is unchanged and the view still works.',
    basis: 'unverified',
  },
  {
    id: 'collections.views.rules-use-generated-fields',
    level: 'must',
    says: 'listRule and viewRule of a view are validated against the generated fields.',
    probe:
      '{"type":"view","viewQuery":"select 1 as id, \'text\' as f1","listRule":"f1 = \'x\'"} -> 200; "listRule":"f2 = 1" -> 400 data.listRule.code validation_invalid_rule.',
    basis: 'unverified',
  },
  {
    id: 'collections.views.relation-to-view',
    level: 'must',
    says: 'Only view collections may have relation fields that point to a view collection.',
    probe:
      'SU POST base collection with {"name":"r","type":"relation","collectionId":"<view id>"} -> 400 data.fields.1.collectionId {"code":"validation_relation_field_non_view_base_collection","message":"Only view collections are allowed to have relations to other views."}.',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]
