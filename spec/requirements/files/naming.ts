import type { Requirement } from '../../requirement.ts'

/** The name a file is stored under. */
export const namingFiles = [
  {
    id: 'files.naming.pattern',
    level: 'must',
    says: 'A stored name is <clean base>_<10 random chars of [a-z0-9]><clean extension>, where the base is the snake-cased original name without extension.',
    probe:
      'Upload "My Photo!.png" -> ^my_photo_[a-z0-9]{10}\\.png$; uploading the same file twice gives two different names.',
    basis: 'observed',
  },
  {
    id: 'files.naming.snakecase',
    level: 'must',
    says: 'Snake-casing splits at every run of characters outside [A-Za-z0-9_] and at underscores, joins with single underscores, inserts an underscore before an upper-case letter that does not follow another upper-case letter inside a word, then lower-cases.',
    probe:
      '"myTestDB.txt" -> my_test_db_*.txt; "UhLKX91HVb.png" -> uh_lkx91_hvb_*.png; "a  b! c d  . 456" -> a_b_c_d_*.456.',
    basis: 'unverified',
  },
  {
    id: 'files.naming.non-ascii',
    level: 'must',
    says: 'Non ASCII characters act as separators and disappear; when fewer than 3 characters of base remain, 10 extra random characters are appended to it first.',
    probe:
      'A name of only CJK characters plus .png -> ^[a-z0-9]{10}_[a-z0-9]{10}\\.png$; "a.tar.gz" -> ^a[a-z0-9]{10}_[a-z0-9]{10}\\.tar\\.gz$.',
    basis: 'unverified',
  },
  {
    id: 'files.naming.double-extension',
    level: 'must',
    says: 'The extension is everything from the second last dot (or from the only dot), so double extensions survive.',
    probe:
      '"a.b.c.d.tar.gz" -> ^a_b_c_d_[a-z0-9]{10}\\.tar\\.gz$; "report v1.2 final.pdf" -> ^report_v1_[a-z0-9]{10}\\.2final\\.pdf$.',
    basis: 'unverified',
  },
  {
    id: 'files.naming.extension-cleaning',
    level: 'must',
    says: 'In the extension every character outside [A-Za-z0-9_.*+=#-] is removed and leading/trailing dots are trimmed; its letter case is kept; if longer than 20 characters only the last 20 are kept.',
    probe: '"a.b.c.?.?.?.2" -> ^a_b_c_[a-z0-9]{10}\\.2$; "IMG.PNG" -> ^img_[a-z0-9]{10}\\.PNG$.',
    basis: 'unverified',
  },
  {
    id: 'files.naming.no-extension',
    level: 'must',
    says: 'Without a usable extension one is derived from the detected content type (.txt for text, .png for PNG, none when the type has none).',
    probe:
      'Text content named "abcd" -> ^abcd_[a-z0-9]{10}\\.txt$; binary junk named "abcd" -> ^abcd_[a-z0-9]{10}$.',
    basis: 'unverified',
  },
  {
    id: 'files.naming.dotfiles',
    level: 'should',
    says: 'Leading dots never survive in the base name. They still count as dots when the extension is found, so ".hidden.txt" has an empty base and two extension parts.',
    probe:
      '".png" -> ^[a-z0-9]{10}_[a-z0-9]{10}\\.png$; ".abcd.123." -> ^abcd_[a-z0-9]{10}\\.123$; ".hidden.txt" -> ^[a-z0-9]{10}_[a-z0-9]{10}\\.hidden\\.txt$.',
    basis: 'unverified',
  },
  {
    id: 'files.naming.length',
    level: 'should',
    says: 'Only the last 300 bytes of the uploaded name are considered and the clean base is cut to its first 100 characters.',
    probe: '"a"*101 + "." + "b"*21 -> ^a{100}_[a-z0-9]{10}\\.b{20}$.',
    basis: 'unverified',
  },
  {
    id: 'files.naming.part-headers',
    level: 'should',
    says: "The client name may also be sent unquoted or as filename*=UTF-8''...; a backslash is no path separator (it separates words in the stored name and is kept in original-filename).",
    probe:
      'filename*=UTF-8\'\'na%20x%C3%BCy.txt -> ^na_x_y_[a-z0-9]{10}\\.txt$; filename=abc.txt -> ^abc_[a-z0-9]{10}\\.txt$; filename="C:\\\\dir\\\\abc.txt" -> ^c_dir_abc_[a-z0-9]{10}\\.txt$.',
    basis: 'unverified',
  },
  {
    id: 'files.naming.special-url-chars',
    level: 'may',
    says: 'Stored names may contain # + = * only in the extension part; clients must percent-encode them and the server decodes the path segment once.',
    probe: 'Upload "x.a#b" -> stored name ends in .a#b; GET with %23 -> 200.',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]
