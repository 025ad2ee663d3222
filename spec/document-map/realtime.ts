import { blankValue, reference } from './common.ts'
import type { DocumentSection } from './row.ts'

export const realtimeSections: readonly DocumentSection[] = [
  {
    document: reference,
    heading: 'API Realtime',
    statements: {
      'events of create, update and delete': [
        'realtime.events.rest-crud',
        'realtime.payload.shape',
      ],
      'a record by viewRule': ['realtime.topic.single-record', 'rules.realtime'],
      'a collection by listRule': [
        'realtime.topic.collection-wildcard',
        'realtime.rules.expression',
        'rules.realtime',
      ],
    },
  },
  {
    document: reference,
    heading: 'Connect',
    endpoint: 'GET /api/realtime',
    statements: {
      'PB_CONNECT with the client id': ['realtime.connect.first-frame', 'realtime.connect.public'],
      'authorization by the first POST': [
        'realtime.connect.auth-ignored',
        'realtime.auth.bind-on-post',
      ],
      'disconnects after 5 minutes': ['realtime.connect.idle-timeout'],
    },
  },
  {
    document: reference,
    heading: 'Set subscriptions',
    endpoint: 'POST /api/realtime',
    statements: {
      'replaces the subscriptions': ['realtime.subscribe.replaces'],
      'authorizes the connection': ['realtime.auth.bind-on-post'],
    },
    body: {
      clientId: ['realtime.subscribe.client-id-required'],
      subscriptions: [
        'realtime.topic.collection-wildcard',
        'realtime.topic.single-record',
        'realtime.topic.by-id-or-name',
      ],
      'subscriptions: options': ['realtime.options.format'],
      'no subscriptions': ['realtime.subscribe.empty-unsubscribes'],
      'JSON or multipart/form-data': ['realtime.subscribe.form-body'],
    },
    responses: {
      204: ['realtime.subscribe.success'],
      400: blankValue('realtime.subscribe.client-id-required'),
      403: ['realtime.auth.mismatch'],
      404: ['realtime.subscribe.unknown-client'],
    },
  },
]
