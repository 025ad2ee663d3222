import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Download / Fetch file' } as const

/** Thumbnails: sizes, geometry, formats, caching. */
export const thumbFiles = [
  {
    id: 'files.thumb.default-size',
    level: 'must',
    says: "thumb=100x100 is accepted for every file field, also when the field's thumbs option is empty.",
    probe:
      'Field thumbs []; 300x300 PNG; GET ?thumb=100x100 -> 200 image/png of 100x100 pixels, different bytes than the original.',
    basis: 'unverified',
  },
  {
    id: 'files.thumb.only-listed-sizes',
    level: 'must',
    says: "Any other thumb value is applied only when it is literally one of the field's thumbs entries; otherwise the original is served with 200 under its own name and nothing is written to storage.",
    probe:
      'Field thumbs ["70x50"]; GET ?thumb=999x999 and ?thumb=70x50t and ?thumb=abc -> 200 with the original bytes and "filename=<name>".',
    basis: 'documented',
    source,
  },
  {
    id: 'files.thumb.image-types',
    level: 'must',
    says: 'Thumbs are produced only when the stored content type is image/png, image/jpg, image/jpeg, image/gif or image/webp; for anything else (SVG, BMP, TIFF, ICO, AVIF, animated PNG, text, pdf, ...) the original is served unchanged.',
    probe:
      'SVG, BMP and text file with ?thumb=100x100 -> 200, original bytes, no thumbs_<name> directory created.',
    basis: 'documented',
    source,
  },
  {
    id: 'files.thumb.crop-center',
    level: 'must',
    says: 'WxH scales and crops around the centre so that the result is exactly W x H pixels, enlarging smaller images when needed.',
    probe: '300x300 image with 70x50 -> 70x50 pixels; 1x1 image with 100x100 -> 100x100 pixels.',
    basis: 'documented',
    source,
  },
  {
    id: 'files.thumb.crop-top-bottom',
    level: 'must',
    says: 'WxHt keeps the top edge and WxHb keeps the bottom edge (horizontally centred); the result is exactly W x H pixels.',
    probe:
      '300x300 image, red top half and blue bottom half: 70x20t is all red, 70x20b is all blue, both 70x20 pixels.',
    basis: 'documented',
    source,
  },
  {
    id: 'files.thumb.fit',
    level: 'must',
    says: 'WxHf shrinks the whole image into the box keeping its aspect ratio (computed side truncated to an integer) and never enlarges.',
    probe: '300x300 with 70x50f -> 50x50; 40x20 image with 100x100f -> 40x20.',
    basis: 'documented',
    source,
  },
  {
    id: 'files.thumb.zero-dimension',
    level: 'must',
    says: '0xH and Wx0 resize to the given side and derive the other one from the aspect ratio, rounded half up with a minimum of 1; small images are enlarged.',
    probe:
      '300x300 with 0x50 -> 50x50, with 70x0 -> 70x70; 200x100 with 0x50 -> 100x50; 1x1 with 100x0 -> 100x100.',
    basis: 'documented',
    source,
  },
  {
    id: 'files.thumb.zero-with-suffix',
    level: 'may',
    says: 'A t, b or f suffix on a size with one zero side (accepted by the field option) behaves like the size without suffix.',
    probe: 'Field thumbs ["0x50f"]; 300x300 image, ?thumb=0x50f -> 50x50.',
    basis: 'unverified',
  },
  {
    id: 'files.thumb.output-format',
    level: 'must',
    says: "The thumb keeps the original's format for JPEG and GIF; PNG and WEBP originals give PNG.",
    probe:
      'JPEG ?thumb=100x100 -> bytes start FF D8 FF and Content-Type image/jpeg; GIF -> "GIF8" and image/gif; PNG and WEBP -> PNG signature and image/png.',
    basis: 'unverified',
  },
  {
    id: 'files.thumb.webp-name',
    level: 'should',
    says: 'A WEBP thumb keeps the .webp file name although its content and Content-Type are image/png.',
    probe:
      'GET {x.webp}?thumb=100x100 -> Content-Type image/png, Content-Disposition "inline; filename=100x100_<name>.webp".',
    basis: 'unverified',
  },
  {
    id: 'files.thumb.animated',
    level: 'must',
    says: 'Thumbs of animated GIFs contain only the first frame. Animated WEBP (frames inside ANMF chunks) cannot be decoded, so the original is served.',
    probe:
      'Two frame GIF ?thumb=100x100 -> GIF with one frame showing frame 1; animated WEBP ?thumb=100x100 -> 200, original bytes, image/webp.',
    basis: 'unverified',
  },
  {
    id: 'files.thumb.exif-orientation',
    level: 'should',
    says: 'JPEG EXIF orientation is applied to the pixels before resizing (only JPEG is examined).',
    probe: '300x100 JPEG with EXIF orientation 6, ?thumb=0x90 -> 30x90 pixels.',
    basis: 'unverified',
  },
  {
    id: 'files.thumb.corrupted-fallback',
    level: 'must',
    says: 'When the image cannot be decoded or the thumb cannot be stored, the original is served with 200 and a warning is logged; the attempt is repeated on every request.',
    probe:
      'Upload a file made of the PNG signature plus junk; ?thumb=100x100 -> 200 with the original bytes and name; later a log with level 4 and message "Fallback to original - failed to create thumb 100x100_<name>" with data keys error, original, thumb.',
    basis: 'unverified',
  },
  {
    id: 'files.thumb.served-name',
    level: 'must',
    says: 'A served thumb is named "<size>_<filename>" in Content-Disposition.',
    probe:
      'GET {a.png}?thumb=70x50 -> "inline; filename=70x50_a.png"; with &download=1 -> "attachment; filename=70x50_a.png".',
    basis: 'unverified',
  },
  {
    id: 'files.thumb.storage-path',
    level: 'must',
    says: 'A generated thumb is stored as <collectionId>/<recordId>/thumbs_<filename>/<size>_<filename> with its own .attrs sidecar (user.metadata null).',
    probe:
      'After GET ?thumb=70x50 look in pb_data/storage/<cid>/<rid>/thumbs_<f>/ -> files 70x50_<f> and 70x50_<f>.attrs exist.',
    basis: 'unverified',
  },
  {
    id: 'files.thumb.cached',
    level: 'must',
    says: 'A thumb is generated once on first request and then served from storage; Last-Modified of later responses does not change.',
    probe:
      'Two GETs of the same thumb -> identical bytes and Last-Modified. Replacing the stored thumb file on disk changes what is served.',
    basis: 'unverified',
  },
  {
    id: 'files.thumb.option-removed',
    level: 'should',
    says: 'The size list is checked on every request, so removing a size from the field options makes the url serve the original again although the thumb blob exists.',
    probe:
      'Generate 70x50, PATCH the collection with thumbs [], GET ?thumb=70x50 -> original bytes.',
    basis: 'unverified',
  },
  {
    id: 'files.thumb.concurrent-requests',
    level: 'should',
    says: 'Simultaneous requests for the same missing thumb share one generation; different thumbs run in parallel up to PB_THUMBS_MAX_WORKERS (default CPU count + 2), each waiting at most PB_THUMBS_MAX_WAIT seconds (default 60) for a slot before falling back to the original.',
    probe:
      '20 parallel GETs of one new size -> all 200 with identical thumb bytes; no temporary *.tmp files remain.',
    basis: 'unverified',
  },
  {
    id: 'files.thumb.ranges',
    level: 'must',
    says: "Length, range and conditional handling applies to a thumb like to any file, with the thumb's own size and modification time.",
    probe:
      'GET ?thumb=70x50 -> Content-Length of the thumb; with "Range: bytes=3-12" -> 206 "bytes 3-12/<thumb size>"; with If-Modified-Since = Last-Modified -> 304.',
    basis: 'unverified',
  },
  {
    id: 'files.thumb.first-param',
    level: 'should',
    says: 'Only the first thumb parameter counts; its value is percent-decoded before it is compared.',
    probe:
      '?thumb=70x50&thumb=100x100 -> 70x50 pixels; ?thumb=abc&thumb=70x50 -> original; ?thumb=70%7850 -> 70x50 pixels.',
    basis: 'unverified',
  },
  {
    id: 'files.thumb.source-modes',
    level: 'must',
    says: 'Thumbs are made of every usual colour model of the supported formats - greyscale, palette, 16 bit and alpha PNG, greyscale, progressive and CMYK JPEG, interlaced GIF, lossy and lossless WEBP with alpha - with the colours kept.',
    probe:
      "One coloured image saved in each of these ways, ?thumb=100x100 -> 100x100 pixels in the expected format whose average colour equals the original's within a small tolerance.",
    basis: 'unverified',
  },
  {
    id: 'files.thumb.geometry',
    level: 'must',
    says: 'The part of the original a thumb shows is exactly the one of the size grammar, also when the original is smaller than 100 pixels on a side or smaller than the thumb.',
    probe:
      'A 300x200 and a 60x40 image whose red grows with x and green with y; for 70x50, 50x70, 120x20, 70x20t, 70x20b, 70x50f, 0x50 and 90x0 sample pixels tell the expected source position (tolerance about 3 %).',
    basis: 'unverified',
  },
  {
    id: 'files.thumb.empty-param',
    level: 'may',
    says: 'An empty thumb parameter is ignored.',
    probe: 'GET {png}?thumb= -> original.',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]
