import type { Requirement } from '../../requirement.ts'

/** Parts of multipart forms beyond what browsers send; what makes a form malformed is in http.body.multipart-*. */
export const multipartHttp = [
  {
    id: 'http.multipart.quoted-printable',
    level: 'may',
    says: 'The content of a part whose first Content-Transfer-Encoding is quoted-printable, in any letter case, is decoded: white space at the end of a line is dropped, an equals sign there joins it to the next one, and an equals sign without two hex digits behind it stays.',
    probe:
      'Fields with "a=41=c3=a9", "a \\t\\r\\nb", "a=\\r\\nb" and "a=zz" -> "aA\\u00e9", "a\\r\\nb", "ab", "a=zz"; a file is decoded, too; with base64, or with quoted-printable on the second such line, the content is kept as sent.',
    basis: 'observed',
  },
  {
    id: 'http.multipart.quoted-printable-malformed',
    level: 'may',
    says: 'A quoted-printable content makes the body malformed when it has a control character, an equals sign before a carriage return within a line or before another one at its end, or a line of more than 4,096 bytes.',
    probe:
      'The bytes 0, 1 and 127, "a=\\rb", "a==\\r\\nb" and a line of 4,900 letters -> 400 default message.',
    basis: 'observed',
  },
  {
    id: 'http.multipart.extended-name',
    level: 'may',
    says: "A parameter of a part's Content-Disposition may carry its charset (name*, filename*) or come in pieces (name*0, name*1); so written it wins over the plain one.",
    probe:
      "name*=utf-8''title, name*=utf-8''ti%74le, name*0=ti; name*1=tle and name=x; name*=utf-8''title -> the field title; filename=some.txt; filename*=utf-8''other.txt -> stored under a name that begins with other_.",
    basis: 'observed',
  },
  {
    id: 'http.multipart.memory',
    level: 'may',
    says: 'The names and text values of a form may take 42 MiB together, and the header fields of a part what those before it leave; more makes the body malformed. Files do not count.',
    probe:
      'A collection whose body limit is higher: a value of 41 MiB, or a header field of 41 MiB in a part -> 200; one of 43 MiB -> 400 default message.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
