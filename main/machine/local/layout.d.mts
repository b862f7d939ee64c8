export type Layout = {
  readonly home: string
  readonly engine: string
  readonly interfacePrefix: string
  readonly config: {
    readonly folder: string
    readonly containerd: string
    readonly buildkitd: string
    readonly nerdctl: string
  }
  readonly data: {
    readonly folder: string
    readonly containerd: string
    readonly buildkit: string
    readonly nerdctl: string
    readonly store: string
  }
  readonly run: {
    readonly folder: string
    readonly state: string
    readonly shims: string
    readonly pipes: string
    readonly leases: string
    readonly otel: string
  }
  readonly sockets: { readonly containerd: string; readonly buildkit: string }
  readonly cni: { readonly plugins: string; readonly networks: string }
  readonly logs: {
    readonly folder: string
    readonly containerd: string
    readonly buildkitd: string
  }
  readonly record: string
  readonly lock: string
}
/** Where everything of this computer's engine is, for the real path of a home. */
export declare function layout(home: string): Layout
