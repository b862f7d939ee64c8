/** The layers of the architecture, as rules. */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'electron-stays-in-its-folder',
      severity: 'error',
      from: { pathNot: '^(main/electron/|main/index[.]ts|main/backend[.]ts|preload/index[.]ts)' },
      to: { path: '^electron$|node_modules/electron(/|$)' },
    },
    {
      name: 'contract-is-a-leaf',
      severity: 'error',
      from: { path: '^preload/contract/', pathNot: '[.]test[.]ts$' },
      to: { pathNot: '^preload/contract/|node_modules/zod' },
    },
    {
      name: 'rpc-client-needs-only-the-contract',
      severity: 'error',
      from: { path: '^preload/rpc/', pathNot: '[.]test[.]ts$' },
      to: { pathNot: '^preload/(contract|rpc)/|node_modules/zod' },
    },
    {
      name: 'renderer-is-a-page',
      severity: 'error',
      from: { path: '^renderer/', pathNot: 'vite[.]config|[.]test[.]tsx?$' },
      to: { path: '^main/|^node:|node_modules/electron(/|$)', dependencyTypesNot: [] },
    },
    {
      name: 'features-do-not-import-features',
      severity: 'error',
      from: { path: '^renderer/features/([^/]+)/' },
      to: { path: '^renderer/features/([^/]+)/', pathNot: '^renderer/features/$1/' },
    },
    {
      name: 'base-knows-nothing-of-ours',
      severity: 'error',
      from: { path: '^main/base/', pathNot: '[.]test[.]ts$' },
      to: { path: '^(main|preload|renderer)/', pathNot: '^main/base/|^preload/contract/errors' },
    },
    {
      name: 'only-the-handlers-and-the-root-know-the-services',
      severity: 'error',
      from: {
        path: '^main/(engine|machine|terminals|logs|tasks|settings)/',
        pathNot: '[.]test[.]ts$',
      },
      to: { path: '^main/(handlers|rpc|electron)/' },
    },
    {
      name: 'primitives-come-from-ui',
      severity: 'error',
      from: { path: '^renderer/', pathNot: '^renderer/ui/' },
      to: { path: 'node_modules/@base-ui/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'generated/' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'] },
  },
}
