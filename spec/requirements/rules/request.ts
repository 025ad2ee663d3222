import type { Requirement } from '../../requirement.ts'

/** `@request` in rules: auth, method, context, query, headers, body and its modifiers. */
export const requestRules = [
  {
    id: 'rules.request.auth-guest',
    level: 'must',
    says: 'For guests every @request.auth.* is null.',
    probe:
      'listRule "@request.auth.id != \'\'": guest -> 200 empty; user -> items. listRule "@request.auth.id = \'\'": guest -> items; user -> empty.',
    basis: 'observed',
  },
  {
    id: 'rules.request.auth-guest-matches-empty',
    level: 'must',
    says: 'Consequently "owner = @request.auth.id" holds for a guest on records whose owner is empty.',
    probe:
      'Fixture Q, vals.listRule "owner = @request.auth.id": guest -> exactly the records with empty owner (v3,v5).',
    basis: 'observed',
  },
  {
    id: 'rules.request.auth-plain',
    level: 'must',
    says: '@request.auth.id, collectionId, collectionName, email (also when not visible), emailVisibility and verified come from the authenticated record.',
    probe:
      'listRule "@request.auth.collectionName = \'users\'": users token -> items, token of another auth collection -> empty. listRule "@request.auth.email = \'u@x.com\'" with emailVisibility false -> items for that user. "@request.auth.verified = true".',
    basis: 'observed',
  },
  {
    id: 'rules.request.auth-fields',
    level: 'must',
    says: 'Every other field of the auth record, including relations and back-relations, can be used and is read fresh from the database; fields it does not have are null.',
    probe:
      'users.role text, listRule "@request.auth.role = \'admin\'": change the role with superuser, same token sees the effect at once. listRule "@request.auth.groups.name ?= \'g1\'" (multiple relation). listRule "@request.auth.nope = null" -> items.',
    basis: 'observed',
  },
  {
    id: 'rules.request.auth-isset-ignored',
    level: 'may',
    says: '":isset" has no effect on @request.auth fields (the value itself is used); for guests it is null.',
    probe:
      'listRule "@request.auth.role:isset = \'admin\'" behaves like "@request.auth.role = \'admin\'".',
    basis: 'observed',
  },
  {
    id: 'rules.request.method',
    level: 'must',
    says: '@request.method is the upper-case HTTP method.',
    probe:
      'viewRule and updateRule "@request.method = \'PATCH\'": GET -> 404, PATCH -> 200. "@request.method = \'patch\'" -> 404.',
    basis: 'observed',
  },
  {
    id: 'rules.request.context',
    level: 'must',
    says: '@request.context is "default" for ordinary requests, "expand", "realtime", "protectedFile", "batch" (requests inside a batch), "oauth2", "otp", "password" for the respective flows.',
    probe:
      'createRule "@request.context = \'batch\'": POST -> 400; the same create inside POST /api/batch -> 200. authRule "@request.context = \'password\'": auth-with-password -> 200, auth-refresh -> 403.',
    basis: 'observed',
  },
  {
    id: 'rules.request.query',
    level: 'must',
    says: '@request.query.NAME is the first value of the query parameter as text; null when absent, "" when present without value.',
    probe:
      'listRule "@request.query.k = \'v\'": ?k=v -> items; ?k=v2&k=v -> empty; none -> empty. listRule "@request.query.k = \'\'": none and ?k= -> items.',
    basis: 'observed',
  },
  {
    id: 'rules.request.headers',
    level: 'must',
    says: '@request.headers.NAME uses the lower-cased header name with "-" replaced by "_"; first value, null when absent.',
    probe:
      'listRule "@request.headers.x_my_token = \'abc\'": header X-My-Token: abc -> items; other or none -> empty.',
    basis: 'observed',
  },
  {
    id: 'rules.request.headers-host',
    level: 'may',
    says: 'The Host header is not available.',
    probe: 'listRule "@request.headers.host = null" -> items.',
    basis: 'observed',
  },
  {
    id: 'rules.request.body',
    level: 'must',
    says: '@request.body.NAME is the submitted value; null when not sent. Keys that are not fields keep their raw JSON value.',
    probe:
      'createRule "@request.body.code = 123" (no such field): {"code":123} -> 200; {"code":"123"} -> 400; {} -> 400. createRule "@request.body.code = \'\'": {} and {"code":""} and {"code":null} -> 200.',
    basis: 'observed',
  },
  {
    id: 'rules.request.body-nested',
    level: 'should',
    says: 'Nested keys and array indexes of body objects/arrays are reachable with dots; missing parts are null.',
    probe:
      'createRule "@request.body.cfg.items.1.n = 5": {"cfg":{"items":[{"n":1},{"n":5}]}} -> 200; {"cfg":{}} -> 400.',
    basis: 'observed',
  },
  {
    id: 'rules.request.body-normalised',
    level: 'must',
    says: 'In create and update rules body values of collection fields are normalised to the field type first.',
    probe:
      'num number, createRule "@request.body.num = 5": {"num":5}, {"num":"5"} and multipart num=5 -> 200. day date, createRule "@request.body.day = \'2024-01-01 00:00:00.000Z\'": {"day":"2024-01-01"} -> 200. flag bool: {"flag":"true"} satisfies "@request.body.flag = true".',
    basis: 'observed',
  },
  {
    id: 'rules.request.body-modifiers-resolved',
    level: 'must',
    says: 'Field modifiers in the body (num+, tags+, +tags, tags-) are resolved before the rule: the plain name holds the final value.',
    probe:
      'num 3 stored, updateRule "@request.body.num = 5": PATCH {"num+":2} -> 200; {"num+":3} -> 404. createRule "@request.body.num = 3": POST {"num+":4,"num-":1} -> 200.',
    basis: 'observed',
  },
  {
    id: 'rules.request.body-isset',
    level: 'must',
    says: '":isset" on body, query and header paths is true when the key was sent, even with null or empty value, and for body keys sent with a modifier.',
    probe:
      'updateRule "@request.body.flag:isset = false": PATCH {"title":"x"} -> 200; {"flag":false} -> 404; {"flag":null} -> 404. With tags: {"tags+":["a"]} makes "@request.body.tags:isset = true".',
    basis: 'observed',
  },
  {
    id: 'rules.request.isset-truth',
    level: 'should',
    says: 'On the right of "!=" ":isset" asks whether the left side is true or false rather than equal: any number but 0 is true, a text as the number it begins with; "=" asks so beside a json value only, and on the left ":isset" is 1 or 0.',
    probe:
      'Records with num and title 7 and "a", 1 and "5x", 0 and "": listRule "num != @request.query.k:isset" with ?k= -> the one with 0, without -> those with 7 and 1; "@request.query.k:isset != num" with ?k= -> those with 7 and 0.',
    basis: 'observed',
  },
  {
    id: 'rules.request.body-changed',
    level: 'must',
    says: '"@request.body.F:changed" is true when F was sent and its value differs from the stored one.',
    probe:
      'updateRule "@request.body.flag:changed = false", stored flag true: PATCH {"flag":true} -> 200; {"flag":false} -> 404; {"title":"x"} -> 200. "@request.body.num:changed = true": PATCH same value -> 404, other value -> 200.',
    basis: 'observed',
  },
  {
    id: 'rules.request.body-changed-create',
    level: 'may',
    says: 'On create ":changed" compares with the submitted record itself and is therefore normally false.',
    probe:
      'createRule "@request.body.title:changed = true": POST {"title":"a"} -> 400; "... = false" -> 200.',
    basis: 'observed',
  },
  {
    id: 'rules.request.body-length',
    level: 'must',
    says: '"@request.body.F:length" is the number of submitted items of a select, relation or file field; 0 when not sent or null, 1 for a single-value field even if the value is empty.',
    probe:
      'createRule "@request.body.tags:length = 2": {"tags":["a","b"]} -> 200; {"tags":["a","a"]} -> 400 (de-duplicated); {} -> 400. createRule "@request.body.tags:length = 0": {} -> 200.',
    basis: 'observed',
  },
  {
    id: 'rules.request.body-each',
    level: 'should',
    says: '"@request.body.F:each" addresses the submitted items with all/any semantics.',
    probe:
      'createRule "@request.body.tags:each != \'c\'": {"tags":["a","b"]} -> 200; {"tags":["a","c"]} -> 400; {} -> 200. createRule "@request.body.tags:each ?= \'c\'": {"tags":["a","c"]} -> 200; {} -> 400.',
    basis: 'observed',
  },
  {
    id: 'rules.request.body-each-pattern',
    level: 'may',
    says: 'On the right of "~" the list that "@request.body.F:each" is read from becomes a like pattern too; unless an item has a "%", that is no JSON, and whatever has a record to decide on fails like a rule that does not hold, a list with 400.',
    probe:
      'title text, tags multiple select: with "title ?~ @request.body.tags:each" as rule a list of no records -> 200 empty, of one record -> 400, filtered to none -> 200; view -> 404; POST {"title":"a","tags":["a"]} -> 400; {"title":"50","tags":["50%","a"]} -> 200. A list whose filter enters the collection -> 400, too, also where nothing is related.',
    basis: 'observed',
  },
  {
    id: 'rules.request.body-lower',
    level: 'should',
    says: '"@request.body.F:lower" is the ASCII-lower-cased text.',
    probe: 'createRule "@request.body.title:lower = \'abc\'": {"title":"AbC"} -> 200; {} -> 400.',
    basis: 'observed',
  },
  {
    id: 'rules.request.body-lower-text',
    level: 'should',
    says: 'The value of a field becomes a text before ":lower": a number without ".0", a boolean true or false, one that was not sent the empty text; for another key these are "5.0", 1 or 0, and null.',
    probe:
      'createRule "@request.body.num:lower = \'5\'": {"num":5} -> 200; "@request.body.other:lower = \'5.0\'": {"other":5} -> 200; "\'x\' ~ @request.body.title:lower": {} -> 200; "\'x\' ~ @request.body.other:lower": {} -> 400.',
    basis: 'observed',
  },
  {
    id: 'rules.request.body-relation',
    level: 'must',
    says: '"@request.body.REL.x" reads field x of the record(s) whose ids were sent; with several ids all must match for plain operators, any for ?-operators; null when none was sent or none exists.',
    probe:
      'createRule "@request.body.refs.score > 0" (fixture Q people): {"refs":["p1"]} -> 200; {"refs":["p1","p2"]} -> 400; "?> 0" with ["p1","p2"] -> 200; {} -> 400.',
    basis: 'observed',
  },
  {
    id: 'rules.request.body-multi-text',
    level: 'may',
    says: 'Without modifier a submitted multiple value is compared as compact JSON array text.',
    probe:
      'createRule `@request.body.tags = \'["a","b"]\'`: {"tags":["a","b"]} -> 200; {"tags":["b","a"]} -> 400.',
    basis: 'observed',
  },
  {
    id: 'rules.request.body-json-null',
    level: 'may',
    says: 'An explicit JSON null sent for a json field is the text null in @request.body, unlike a missing key.',
    probe:
      'createRule "@request.body.meta = null": {} -> 200; {"meta":null} -> 400; createRule "@request.body.meta = \'null\'": {"meta":null} -> 200.',
    basis: 'observed',
  },
  {
    id: 'rules.request.body-json-text',
    level: 'must',
    says: 'A json field sent as the text null is the text null in @request.body, and an object sent for one is its text whatever its keys are, also where no record is saved.',
    probe:
      'createRule and updateRule "@request.body.meta = \'null\'": {"meta":"null"} -> 200; deleteRule `@request.body.meta = \'{"json":"x"}\'`: DELETE with {"meta":{"json":"x"}} -> 204.',
    basis: 'observed',
    parent: 'rules.request.body-json-null',
  },
  {
    id: 'rules.request.number-field-name-cast',
    level: 'may',
    says: 'A numeric string in @request.query/headers/body whose last path part is the name of a number field of the collection is compared as a number.',
    probe:
      'num number field: listRule "@request.query.num = 5": ?num=5 -> items, ?num=5.0 -> items; listRule "@request.query.other = 5": ?other=5 -> empty.',
    basis: 'observed',
  },
  {
    id: 'rules.request.objects-as-json-text',
    level: 'may',
    says: 'Objects and arrays are compared as their compact JSON text with sorted keys.',
    probe: 'createRule `@request.body.o = \'{"a":1,"b":[2]}\'`: {"o":{"b":[2],"a":1}} -> 200.',
    basis: 'observed',
  },
  {
    id: 'rules.request.null-operand',
    level: 'must',
    says: 'A missing @request value (guest @request.auth.*, query parameter or header not sent, body key not sent or null) is null in like and ordering too, so ~, !~, <, <=, > and >= with it never hold; a value that is present but empty is the empty text (every text contains it). A body null sent for a text field was normalised to the empty text before.',
    probe:
      'listRule "title ~ @request.query.k" and "title !~ @request.query.k": no k -> empty for both; ?k= -> all for the first, empty for the second; the same with "title !~ @request.auth.id" for a guest -> empty. createRule "@request.body.s !~ \'b\'" (s text field): {} -> 400; {"s":null}, {"s":""}, {"s":"x"} -> 200; with an unknown key other instead of s: {} and {"other":null} -> 400.',
    basis: 'observed',
  },
  {
    id: 'rules.request.like-pattern',
    level: 'should',
    says: 'A @request value as right operand of ~ is treated like a literal: matched literally anywhere unless it contains an unescaped "%".',
    probe:
      'Titles m, a_c, abc, listRule "title ~ @request.query.k": ?k=A -> a_c,abc; ?k=a% -> a_c,abc; ?k=_ -> a_c; ?k=a_c -> a_c; ?k=a_c% -> a_c,abc; ?k=b% -> none.',
    basis: 'observed',
  },
  {
    id: 'rules.request.body-file',
    level: 'should',
    says: 'Uploaded files of a multipart request count as submitted values of their file field, in @request.body and in the candidate record of a createRule.',
    probe:
      'docs multiple file, one single file: createRule "@request.body.docs:isset = true": upload to docs -> 200, only to one -> 400; "@request.body.docs:length = 2": two files -> 200, one -> 400; "@request.body.one != \'\' && one != \'\'": upload to one -> 200; "docs:length = 1 && docs:each ~ \'.txt\'": one a.txt -> 200, two files -> 400. updateRule "@request.body.docs:changed = true && @request.body.docs:length = 1" on a record with two files: {"docs-":["<first name>"]} -> 200, {"docs-":["nope.txt"]} -> 404.',
    basis: 'observed',
  },
  {
    id: 'rules.request.body-other-actions',
    level: 'should',
    says: 'In list, view, delete and auth rules @request.body is the raw request body, also of a GET or DELETE; an unreadable body makes these requests G400.',
    probe:
      'deleteRule, viewRule and listRule "@request.body.k = 1": GET view or DELETE with JSON {"k":1} -> 200/204, with {"k":2} or without body -> 404; GET list with {"k":1} -> items, {"k":"1"} -> empty; malformed JSON on any of them -> G400. authRule "@request.body.tag = \'x\'": auth-with-password with "tag":"x" -> 200, without -> 403.',
    basis: 'observed',
  },
  {
    id: 'rules.request.auth-path-errors',
    level: 'may',
    says: 'A @request.auth path that continues through a plain field of the auth record, or has an unknown modifier, saves and is null for guests, but cannot be compiled for a requester that has this field: list G400, view 404. A path below a name the record does not have is null.',
    probe:
      'role text field: listRule and viewRule "@request.auth.role.x = null": guest -> items; user with role -> list G400, view 404. "@request.auth.nope.x = null" -> items for both.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
