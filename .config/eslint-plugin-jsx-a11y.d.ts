// The package brings no types; what the configuration uses of it.
declare module 'eslint-plugin-jsx-a11y' {
  import type { Linter } from 'eslint'
  const plugin: { readonly flatConfigs: { readonly strict: Linter.Config } }
  export default plugin
}
