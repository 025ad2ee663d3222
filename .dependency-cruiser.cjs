/** The arrows of the design: who may import whom. Every exception belongs here, with its reason, and nowhere else. */
module.exports = {
  forbidden: [
    {
      name: 'spec-knows-nobody',
      severity: 'error',
      from: { path: '^spec/' },
      to: { path: '^(impl|conformance|fixtures)/' },
    },
    {
      name: 'impl-never-conformance',
      severity: 'error',
      from: { path: '^impl/' },
      to: { path: '^(conformance|fixtures)/' },
    },
    {
      name: 'conformance-never-impl',
      severity: 'error',
      from: { path: '^conformance/' },
      to: { path: '^impl/' },
    },
    {
      name: 'http-is-the-edge',
      severity: 'error',
      from: { path: '^impl/(?!http/|cli/|(assemble|server)\\.ts)' },
      to: { path: '^impl/http/' },
    },
    {
      name: 'elysia-only-at-the-edge',
      severity: 'error',
      from: { path: '^impl/(?!http/)' },
      to: { path: 'node_modules/elysia' },
    },
    {
      name: 'sqlite-only-in-the-store',
      severity: 'error',
      from: { path: '^impl/(?!store/)', pathNot: '(\\.test|/testing/[^/]+)\\.ts$' },
      to: { path: '^(bun:sqlite|node_modules/drizzle-orm)' },
    },
    {
      name: 'store-and-fields-know-no-use-case',
      severity: 'error',
      from: { path: '^impl/(store|fields)/' },
      to: { path: '^impl/(?!store/|fields/|values/|processes/|(errors|issues)\\.ts)' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(node_modules|\\.cache|reports)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
  },
}
