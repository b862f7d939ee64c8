import { join } from 'node:path'
import { stringify } from 'smol-toml'
import type { Layout } from './layout.mjs'

const header = '# Written by Goldfinch at every start: changes are lost.\n\n'

const toml = (value: Record<string, unknown>): string => `${header}${stringify(value)}\n`

/**
 * Kubernetes' part and NRI are left out, because they listen outside the home; `opt` would make
 * /opt/containerd. An overlayfs that does not load ends the start instead of failing later.
 */
export const containerdConfig = (places: Layout): string =>
  toml({
    version: 4,
    root: places.data.containerd,
    state: places.run.state,
    imports: [],
    disabled_plugins: [
      'io.containerd.grpc.v1.cri',
      'io.containerd.cri.v1.images',
      'io.containerd.cri.v1.runtime',
      'io.containerd.podsandbox.controller.v1.podsandbox',
      'io.containerd.nri.v1.nri',
      'io.containerd.internal.v1.opt',
    ],
    required_plugins: [
      'io.containerd.snapshotter.v1.overlayfs',
      'io.containerd.runtime.v2.task',
      'io.containerd.transfer.v1.local',
    ],
    plugins: {
      'io.containerd.server.v1.grpc': { address: places.sockets.containerd },
      'io.containerd.server.v1.ttrpc': { address: `${places.sockets.containerd}.ttrpc` },
      'io.containerd.shim.v1.manager': { socket_dir: places.run.shims },
      'io.containerd.image-verifier.v1.bindir': { bin_dir: join(places.engine, 'verifiers') },
    },
  })

/** Steps of a build use the host's network, as they do wherever BuildKit has no CNI of its own. */
export const buildkitdConfig = (places: Layout): string =>
  toml({
    root: places.data.buildkit,
    provenanceEnvDir: join(places.engine, 'provenance'),
    grpc: { address: [`unix://${places.sockets.buildkit}`], uid: 0, gid: 0 },
    otel: { socketPath: places.run.otel },
    worker: {
      oci: { enabled: false },
      containerd: {
        enabled: true,
        address: places.sockets.containerd,
        namespace: 'default',
        snapshotter: 'overlayfs',
        networkMode: 'host',
      },
    },
  })

export const nerdctlConfig = (places: Layout): string =>
  toml({
    address: places.sockets.containerd,
    namespace: 'default',
    snapshotter: 'overlayfs',
    data_root: places.data.nerdctl,
    cni_path: places.cni.plugins,
    cni_netconfpath: places.cni.networks,
  })
