import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'View record' } as const

/** The expand parameter: syntax, depth, visibility of the related records, back-relations. */
export const expand = [
  {
    id: 'expand.where',
    level: 'must',
    says: 'The expand query parameter works on list, view, create and update of records (also with write requests it is a query parameter, never a body key). Only its first occurrence is used.',
    probe:
      'POST and PATCH with ?expand=rel -> response contains expand.rel; body key "expand" is ignored; ?expand=a&expand=b -> only a.',
    basis: 'documented',
    source: { document: '003_2163cb09265065fe', heading: 'List/Search records' },
  },
  {
    id: 'expand.syntax',
    level: 'must',
    says: 'The value is a comma separated list of dot paths. All spaces are removed, leading and trailing dots trimmed, empty entries and duplicates dropped.',
    probe: '?expand=%20rel%20,,.rel.,rel -> same result as ?expand=rel.',
    basis: 'documented',
    source,
  },
  {
    id: 'expand.single-shape',
    level: 'must',
    says: 'A single relation expands to an object under expand.<field>; a multi relation to an array in the order of the ids in the field. The field itself keeps the id(s).',
    probe:
      'Record rel "a1", rels ["b2","b1"]: ?expand=rel,rels -> expand.rel.id "a1", expand.rels ids [b2,b1]; rel and rels unchanged.',
    basis: 'observed',
  },
  {
    id: 'expand.forward-unlimited',
    level: 'must',
    says: 'A multi relation is expanded whole, whatever the number of its ids (the limit of 1000 concerns back-relations only).',
    probe: 'Relation with 1100 ids: ?expand=rels -> 1100 records in the order of the field.',
    basis: 'observed',
  },
  {
    id: 'expand.nested',
    level: 'must',
    says: 'Nested paths put an expand object inside the expanded records. Several paths with a common prefix are merged into one tree; "a,a.b" equals "a.b".',
    probe: '?expand=rel.x,rel.y -> expand.rel.expand has both x and y.',
    basis: 'documented',
    source,
  },
  {
    id: 'expand.depth',
    level: 'must',
    says: 'At most 6 levels are expanded; deeper path parts are ignored without error.',
    probe:
      'Self relation chain of 8 records: ?expand=r.r.r.r.r.r.r.r -> exactly 6 nested expand objects, the innermost record has no expand key.',
    basis: 'documented',
    source,
  },
  {
    id: 'expand.unknown-ignored',
    level: 'must',
    says: 'A path whose first part is not a relation field (unknown name, other field type, unknown back-relation) is ignored silently; the status stays 200 and other paths are still expanded. If nothing else is expanded there is no expand key.',
    probe: '?expand=missing -> 200 without "expand"; ?expand=title,rel -> expand has only rel.',
    basis: 'observed',
  },
  {
    id: 'expand.empty-object',
    level: 'must',
    says: 'When a valid path yields no record (empty relation, or the related record does not pass the view rule) the record still gets "expand":{} - the field key inside expand is absent, never null or [].',
    probe:
      'rel "" and viewRule of the related collection "": ?expand=rel -> "expand":{}; related viewRule "1=2" -> "expand":{}.',
    basis: 'observed',
  },
  {
    id: 'expand.view-rule',
    level: 'must',
    says: 'Related records are filtered by the viewRule of their own collection (not listRule); for multi relations only the allowed ones appear, order kept.',
    probe:
      'rels [b1,b2], viewRule "public = true" satisfied by b2 only: guest ?expand=rels -> expand.rels ids [b2]; field rels still [b1,b2].',
    basis: 'documented',
    source,
  },
  {
    id: 'expand.view-rule-null',
    level: 'must',
    says: "If the related collection's viewRule is null a non-superuser gets no expansion for that path and - unlike a failing rule - this path does not add an expand key, even when the relation is empty.",
    probe:
      'related viewRule null: guest ?expand=rel -> 200 without "expand"; superuser -> expanded.',
    basis: 'observed',
  },
  {
    id: 'expand.nested-failure-drops-path',
    level: 'must',
    says: 'If a nested part fails (unknown field, or null viewRule for a non-superuser) and the level above returned at least one record, the whole path is dropped including the valid first level; listing the first level separately does not help because "rel" is merged into "rel.missing".',
    probe:
      '?expand=rel.missing -> 200 without "expand"; ?expand=rel,rel.missing -> also without; ?expand=rel2,rel.missing -> only rel2. With rel "" : ?expand=rel.missing -> "expand":{}.',
    basis: 'observed',
  },
  {
    id: 'expand.superuser',
    level: 'must',
    says: 'Superusers expand everything regardless of view rules and see hidden fields and emails in expanded records.',
    probe: 'Superuser ?expand=rel with related viewRule null -> expanded with hidden fields.',
    basis: 'observed',
  },
  {
    id: 'expand.field-visibility',
    level: 'must',
    says: 'For others expanded records omit hidden fields and follow the same email visibility rule (emailVisibility, own record, manageRule) as directly read records.',
    probe:
      'Expand a users relation as guest -> no "email" for emailVisibility false; as that user -> "email" present.',
    basis: 'observed',
  },
  {
    id: 'expand.hidden-relation',
    level: 'should',
    says: 'A hidden relation field can still be expanded by non-superusers (the field value itself stays omitted).',
    probe:
      'Hidden relation "rel" to a collection with viewRule "": guest ?expand=rel -> no "rel" key but expand.rel present.',
    basis: 'observed',
  },
  {
    id: 'expand.context',
    level: 'should',
    says: 'While view rules of related collections are evaluated @request.context is "expand"; method, query, headers, body and auth are those of the original request.',
    probe:
      'Related viewRule "@request.context = \'expand\'": direct GET -> 404, ?expand=rel -> expanded.',
    basis: 'observed',
  },
  {
    id: 'expand.back-relation',
    level: 'must',
    says: '<collection>_via_<field> expands the records of another (or the same) collection whose relation field points to the record; the key in expand is the text used in the parameter and the value an array.',
    probe:
      'comments.post -> posts: GET posts/{id}?expand=comments_via_post -> expand.comments_via_post is an array of comments records.',
    basis: 'observed',
  },
  {
    id: 'expand.back-relation-collection-id',
    level: 'may',
    says: 'The collection part may be a name (case-insensitive) or an id made of word characters; the field part must be a relation field targeting the current collection.',
    probe:
      '?expand=<comments collection id>_via_post -> key with the id; ?expand=comments_via_title or a field relating to another collection -> ignored.',
    basis: 'observed',
  },
  {
    id: 'expand.back-relation-unique',
    level: 'must',
    says: 'If the relation field has a single-column UNIQUE index in its collection the back-relation is a single object instead of an array.',
    probe: 'UNIQUE INDEX on profiles(user): users/{id}?expand=profiles_via_user -> object.',
    basis: 'observed',
  },
  {
    id: 'expand.back-relation-empty',
    level: 'must',
    says: 'Without matching (or visible) records the key is absent and expand is {}.',
    probe: 'Post without comments: ?expand=comments_via_post -> "expand":{}.',
    basis: 'observed',
  },
  {
    id: 'expand.back-relation-limit',
    level: 'must',
    says: 'At most 1000 back-related ids are collected per record, before the view rule filters them; there is no guaranteed order (storage order in practice).',
    probe: '1001 comments for one post -> expand.comments_via_post has 1000 items.',
    basis: 'observed',
  },
  {
    id: 'expand.back-relation-nested',
    level: 'must',
    says: 'Back-relations can appear at any level of a path and be followed by further parts.',
    probe:
      '?expand=comments_via_post.user and ?expand=post.comments_via_post -> nested expand objects.',
    basis: 'observed',
  },
  {
    id: 'expand.back-relation-multi',
    level: 'must',
    says: 'A multi relation field matches when the array contains the id.',
    probe: 'tags relation [t1,t2] in posts: tags/t1?expand=posts_via_tags -> the post.',
    basis: 'observed',
  },
  {
    id: 'expand.back-relation-old-syntax',
    level: 'may',
    says: 'The deprecated form collection(field) is still accepted; the expand key is that literal text.',
    probe: '?expand=comments(post) -> key "comments(post)".',
    basis: 'observed',
  },
  {
    id: 'expand.view-collection',
    level: 'must',
    says: 'Relation columns of a view collection (plain or under an alias) expand like the relation fields they come from, and a view can be the source of a back-relation. The viewRule of the collection the expanded records belong to applies.',
    probe:
      'View "select id, rel, ms, rel as other from b": ?expand=rel,ms,other -> all three expanded; target ?expand=<view>_via_rel -> array of view records.',
    basis: 'observed',
  },
  {
    id: 'expand.list',
    level: 'must',
    says: 'On list every item is expanded; with a valid path every item has an expand key, {} where nothing matched.',
    probe:
      'Two records, one with empty rel: list ?expand=rel -> first expand.rel object, second "expand":{}.',
    basis: 'documented',
    source: { document: '003_2163cb09265065fe', heading: 'List/Search records' },
  },
  {
    id: 'expand.delete-ignored',
    level: 'may',
    says: 'Delete ignores expand and fields.',
    probe: 'DELETE ...?expand=rel&fields=id -> 204 empty.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
