import { reference } from './common.ts'
import { type DocumentSection, type Rows, wrong } from './row.ts'

const download = {
  endpoint: 'GET /api/files/{collectionIdOrName}/{recordId}/{filename}',
  statements: {
    'uploaded by the Records API': ['records.body.multipart-files-by-field'],
    'one file': ['files.download.route'],
  },
  path: {
    collectionIdOrName: ['files.download.route', 'files.download.collection-name-case'],
    recordId: ['files.download.missing-record'],
    filename: ['files.download.missing-file'],
  },
  query: {
    thumb: ['files.thumb.only-listed-sizes'],
    'thumb: WxH': ['files.thumb.crop-center'],
    'thumb: WxHt, WxHb': ['files.thumb.crop-top-bottom'],
    'thumb: WxHf': ['files.thumb.fit'],
    'thumb: 0xH, Wx0': ['files.thumb.zero-dimension'],
    'thumb: other types': ['files.thumb.image-types'],
    token: ['auth.token.file-usage', 'files.protected.view-rule'],
    download: ['files.download-param.truthy'],
  },
  responses: {
    200: ['files.download.route'],
    400: wrong('The status is 500.', 'files.download.storage-init-failure'),
    404: ['files.download.missing-file', 'files.download.missing-record'],
  },
} satisfies Omit<DocumentSection, 'document' | 'heading'> & { statements: Rows }

const token = {
  endpoint: 'POST /api/files/token',
  statements: {
    'any auth record or superuser': ['files.token.requires-auth', 'http.guard.any-auth'],
  },
  responses: {
    200: ['files.token.success'],
    400: wrong(
      'A caller without auth gets 401; nothing that a client sends leads to this 400.',
      'files.token.requires-auth',
    ),
  },
} satisfies Omit<DocumentSection, 'document' | 'heading'>

/** One page in four renderings. */
export const fileSections: readonly DocumentSection[] = [
  { document: '000_b21e9e797c2e6a2b', heading: 'API Files', ...download },
  { document: '000_b21e9e797c2e6a2b', heading: 'API Files', ...token },
  { document: '001_2ed67fe0ba1cecaa', heading: 'API details', ...download },
  { document: '001_2ed67fe0ba1cecaa', heading: 'API details', ...token },
  { document: '002_bfc2eaf08c3b1530', heading: 'Download / Fetch file', ...download },
  { document: '002_bfc2eaf08c3b1530', heading: 'Generate protected file token', ...token },
  { document: reference, heading: 'Download / Fetch file', ...download },
  { document: reference, heading: 'Generate protected file token', ...token },
]
