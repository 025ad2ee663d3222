import type { Requirement } from '../../requirement.ts'

/** Modifiers: `:lower`, `:length`, `:each`. */
export const modifierFilter = [
  {
    id: 'filter.modifier.lower',
    level: 'must',
    says: '":lower" lower-cases ASCII letters of the left or right field value; literals on the other side are not changed.',
    probe:
      'Fixture Q: "title:lower = \'alpha\'" -> v1; "title:lower = \'ALPHA\'" -> none; "title:lower ~ \'Ä\'" -> v8 (non-ASCII unchanged).',
    basis: 'observed',
  },
  {
    id: 'filter.modifier.lower-any-type',
    level: 'may',
    says: '":lower" may be used on any field type and turns the value into text without numeric conversion.',
    probe:
      'Fixture Q: "num:lower = \'5\'" -> v6,v7; "num:lower = 5" -> none; `tags:lower = \'["a"]\'` -> v2.',
    basis: 'observed',
  },
  {
    id: 'filter.modifier.length',
    level: 'must',
    says: '":length" of a multiple select, relation or file field is its number of items.',
    probe:
      'Fixture Q: "tags:length = 0" -> v3,v8; "tags:length > 1" -> v1,v4,v6; "refs:length = tags:length" -> v1,v2,v3,v4,v6.',
    basis: 'observed',
  },
  {
    id: 'filter.modifier.length-single',
    level: 'should',
    says: '":length" of a single select, relation or file field is 0 when empty, else 1.',
    probe: 'Fixture Q: "kind:length = 0" -> v3,v7; "owner:length = 1" -> all but v3,v5.',
    basis: 'observed',
  },
  {
    id: 'filter.modifier.length-text-literal',
    level: 'may',
    says: '":length" is a plain number: it never equals a text literal.',
    probe: 'Fixture Q: "tags:length = \'2\'" -> none.',
    basis: 'observed',
  },
  {
    id: 'filter.modifier.each',
    level: 'must',
    says: '":each" addresses the single items of a multiple select, relation or file field; plain operators require all items, ?-operators at least one.',
    probe:
      'Fixture Q: "tags:each = \'a\'" -> v2; "tags:each ?= \'a\'" -> v1,v2,v6; "tags:each != \'a\'" -> v3,v4,v5,v7,v8; "tags:each ?!= \'a\'" -> v1,v3,v4,v5,v6,v7,v8; "tags:each ~ \'b\'" -> v7.',
    basis: 'observed',
  },
  {
    id: 'filter.modifier.each-empty',
    level: 'must',
    says: 'For a field without items ":each" is one NULL value: "!= \'x\'" and "= \'\'" match; "= \'x\'", ordering, "~" and "!~" do not.',
    probe:
      'Fixture Q: v3 and v8 match "tags:each != \'a\'" and "tags:each = \'\'"; they do not match "tags:each !~ \'b\'" (-> v2,v5), "tags:each > \'\'" or "tags:each ~ \'\'".',
    basis: 'observed',
  },
  {
    id: 'filter.modifier.each-single',
    level: 'should',
    says: '":each" on a single-value select/relation/file is the value itself (empty text when empty).',
    probe:
      'Fixture Q: "kind:each = \'x\'" -> v1,v4; "kind:each != \'x\'" -> all others; "owner:each = \'p1\'" -> v1,v6.',
    basis: 'observed',
  },
  {
    id: 'filter.modifier.each-correlated',
    level: 'must',
    says: 'All ":each" uses of the same field within one request refer to the same item, so two different any-conditions joined by && cannot both hold.',
    probe:
      "Fixture Q: \"tags:each ?= 'a' && tags:each ?= 'b'\" -> none; \"tags:each ?= 'a' || tags:each ?= 'c'\" -> v1,v2,v4,v5,v6; \"tags ~ 'a' && tags ~ 'b'\" -> v1,v6.",
    basis: 'observed',
  },
  {
    id: 'filter.modifier.multi-raw-text',
    level: 'must',
    says: 'Without modifier a multiple select/relation/file field is compared as its compact JSON array text.',
    probe:
      'Fixture Q: "tags = \'a\'" -> none; `tags = \'["a"]\'` -> v2; "tags ~ \'a\'" -> v1,v2,v6; `refs = \'["p2"]\'` -> v2; "refs ~ \'p2\'" -> v1,v2,v6,v8.',
    basis: 'observed',
  },
  {
    id: 'filter.modifier.multi-raw-text-html-escape',
    level: 'may',
    says: 'In that JSON text the characters < > & are stored as \\u003c \\u003e \\u0026, so like on the raw field does not see them, ":each" does.',
    probe:
      'select value "a<b": "tags ~ \'a<b\'" -> none; "tags:each ?= \'a<b\'" -> the record; "tags:each ?~ \'<\'" -> the record.',
    basis: 'observed',
  },
  {
    id: 'filter.modifier.ignored-on-other-types',
    level: 'may',
    says: '":length" and ":each" on any other field type, and ":isset"/":changed" on a plain field, are silently ignored.',
    probe:
      'Fixture Q: "title:length = \'alpha\'", "title:each = \'alpha\'", "title:isset = \'alpha\'", "title:changed = \'alpha\'" -> v1; "meta:length = 3" -> none.',
    basis: 'observed',
  },
  {
    id: 'filter.modifier.unknown',
    level: 'must',
    says: 'Any other modifier is an error, and so are two modifiers.',
    probe:
      'Fixture Q: "title:upper = \'A\'", "title:excerpt = \'a\'", "title:lower:each = \'alpha\'" -> G400.',
    basis: 'observed',
  },
  {
    id: 'filter.modifier.mid-path',
    level: 'should',
    says: 'A modifier is only possible on the last path part.',
    probe: 'Fixture Q: "refs:each.name = \'bob\'", "owner:lower.name = \'ann\'" -> G400.',
    basis: 'observed',
  },
  {
    id: 'filter.modifier.length-over-missing-relation',
    level: 'may',
    says: '":length" of a field of a missing relation is 0.',
    probe:
      'Fixture Q: "owner.langs:length = 0" -> v3,v4,v5,v8; "refs.langs:length ?= 0" -> v3,v4,v5,v6,v7,v8.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
