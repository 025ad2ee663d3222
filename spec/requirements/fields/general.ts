import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'View record' } as const

/** The fields parameter and its excerpt modifier, on every answer. */
export const fields = [
  {
    id: 'fields.where',
    level: 'must',
    says: 'fields applies to every JSON response with a 2xx status of the API (records, auth responses, collections, settings, health, ...). Error responses are never reduced. Only the first occurrence is used; an empty value means no reduction.',
    probe:
      'GET view ?fields=id -> {"id":..}; GET missing record ?fields=status -> full error object; ?fields= -> full record.',
    basis: 'documented',
    source: { document: '003_2163cb09265065fe', heading: 'List/Search records' },
  },
  {
    id: 'fields.basic',
    level: 'must',
    says: 'Comma separated list of keys to keep; spaces around names are trimmed, unknown names ignored, names are case-sensitive. If nothing matches an empty object remains.',
    probe: '?fields=%20id%20,title,foo -> {"id","title"}; ?fields=foo -> {}; ?fields=ID -> {}.',
    basis: 'documented',
    source,
  },
  {
    id: 'fields.list-items-only',
    level: 'must',
    says: 'For paginated lists the selection is applied to each element of items; page, perPage, totalItems and totalPages always stay.',
    probe:
      'GET list ?fields=id -> {"items":[{"id":..}],"page":1,"perPage":30,"totalItems":..,"totalPages":..}; ?fields=page -> items [{}].',
    basis: 'observed',
  },
  {
    id: 'fields.plain-arrays',
    level: 'must',
    says: 'For responses that are a plain array of objects the selection applies to each element; arrays of non-objects are left as they are.',
    probe: 'Superuser GET /api/backups?fields=key -> [{"key":..}].',
    basis: 'observed',
  },
  {
    id: 'fields.nested',
    level: 'must',
    says: 'Dot notation selects nested keys, through objects and through arrays of objects.',
    probe:
      '?expand=rels&fields=id,expand.rels.title -> {"expand":{"rels":[{"title":..}]},"id":..}; json field {"a":1,"b":2}: ?fields=j.a -> {"j":{"a":1}}.',
    basis: 'documented',
    source,
  },
  {
    id: 'fields.nested-on-scalar',
    level: 'may',
    says: 'A dot path below a scalar or an array of scalars keeps that value unchanged.',
    probe: '?fields=title.x -> {"title":"..."}; multi select: ?fields=tags.x -> {"tags":[..]}.',
    basis: 'observed',
  },
  {
    id: 'fields.parent-wins',
    level: 'must',
    says: 'Selecting a key keeps its whole content even when sub keys are listed too.',
    probe: '?fields=expand,expand.rel.id -> full expand.',
    basis: 'observed',
  },
  {
    id: 'fields.wildcard',
    level: 'must',
    says: '"*" keeps all keys of its level except that keys addressed by other entries follow those entries.',
    probe:
      '?expand=rel&fields=* -> everything incl. full expand; ?fields=*,expand.rel.id -> all root keys, expand reduced to {"rel":{"id":..}}.',
    basis: 'documented',
    source,
  },
  {
    id: 'fields.wildcard-nested',
    level: 'must',
    says: '"*" may be the last part of a path. As a middle or first part of a longer path it matches nothing.',
    probe: '?fields=id,expand.rel.* -> id and all keys of the related record; ?fields=*.id -> {}.',
    basis: 'documented',
    source,
  },
  {
    id: 'fields.key-order',
    level: 'should',
    says: 'After a selection all object keys at every level are sorted alphabetically.',
    probe: '?fields=title,id,geo -> raw body {"geo":{"lat":..,"lon":..},"id":..,"title":..}.',
    basis: 'observed',
  },
  {
    id: 'fields.hidden-not-revealed',
    level: 'must',
    says: 'fields only removes keys; hidden fields and invisible emails cannot be requested.',
    probe: 'Guest ?fields=id,email for emailVisibility false -> {"id":..}.',
    basis: 'observed',
  },
  {
    id: 'fields.only-separators',
    level: 'may',
    says: 'A value that contains only commas or spaces selects nothing special and returns the full response.',
    probe: '?fields=, -> full record.',
    basis: 'observed',
  },
  {
    id: 'fields.excerpt',
    level: 'must',
    says: 'name:excerpt(max, withEllipsis?) replaces a string value by its plain text (HTML removed, whitespace collapsed) cut to max characters; with a truthy second argument (true, 1, t, ...) "..." is appended when the text was cut.',
    probe:
      'editor "<p>Hello <b>world</b></p>": ?fields=e:excerpt(5) -> "Hello"; excerpt(5,true) -> "Hello..."; excerpt(50,true) -> "Hello world".',
    basis: 'documented',
    source,
  },
  {
    id: 'fields.excerpt-blocks',
    level: 'must',
    says: 'Block elements are separated by one space, inline elements (also br) are not; script, style, head, iframe, svg, img, button, form, input, textarea, select and similar elements are dropped with their content.',
    probe:
      '"<p>a</p><p>b</p>" -> "a b"; "<b>a</b><i>b</i>" -> "ab"; "a<br>b" -> "ab"; "<script>x</script>y<button>z</button>" -> "y".',
    basis: 'observed',
  },
  {
    id: 'fields.excerpt-trim',
    level: 'must',
    says: 'The result is trimmed before and after cutting; the cut counts code points and ignores word boundaries; entities are decoded.',
    probe:
      '"<p>ab cd</p>" excerpt(3) -> "ab"; "a &amp; b" excerpt(10) -> "a & b"; Cyrillic text of 4 letters excerpt(3,true) -> 3 letters + "...".',
    basis: 'observed',
  },
  {
    id: 'fields.excerpt-depth',
    level: 'should',
    says: 'HTML in which more than 512 elements are open at once, html and body included, has the empty text.',
    probe:
      '?fields=e:excerpt(10) of 510 times "<div>" and "a" -> "a"; of 511 times, or 100,000 -> 200 and "" (which of the other chosen keys come with it varies).',
    basis: 'observed',
  },
  {
    id: 'fields.excerpt-nonstring',
    level: 'must',
    says: 'Non-string values and missing keys are not changed by excerpt.',
    probe:
      '?fields=n:excerpt(2) for number 12345 -> 12345; ?fields=expand.rel:excerpt(5) -> unchanged object.',
    basis: 'observed',
  },
  {
    id: 'fields.excerpt-nested-and-wildcard',
    level: 'must',
    says: 'Modifiers work on nested paths and on "*", where they apply to every otherwise unlisted string key (also id, collectionId, collectionName).',
    probe:
      '?fields=*:excerpt(2),expand.rel.title:excerpt(3,true) -> all root strings cut to 2 characters, the nested title to 3 plus "...".',
    basis: 'documented',
    source,
  },
  {
    id: 'fields.invalid-modifier',
    level: 'must',
    says: 'An unknown or malformed modifier (name:foo, "name:", excerpt without argument, with a max that is 0 or not a number, or with more than two arguments), an opening parenthesis without its closing one, or an unclosed quote gives status 200, Content-Type application/json and an empty body; a write request is still performed.',
    probe:
      'GET ?fields=title:foo(1) -> 200 with content length 0; POST ?fields=title:excerpt() -> 200 empty body and the record exists; ?fields=title:excerpt(5 -> 200 empty body.',
    basis: 'observed',
  },
  {
    id: 'fields.excerpt-arg-forms',
    level: 'may',
    says: 'Arguments are separated by commas or spaces; max is read as an integer (decimals cut off); any second argument that is not a true literal means false. Text after the closing parenthesis and surplus closing parentheses are ignored. A negative max gives the empty body of an invalid modifier when the value is a string.',
    probe:
      'excerpt(3 true) equals excerpt(3,true); excerpt(3.9) equals excerpt(3); excerpt(3,yes) -> no ellipsis; excerpt(3)) and excerpt(3)x equal excerpt(3).',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
