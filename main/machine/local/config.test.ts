import { parse } from 'smol-toml'
import { expect, test } from 'vitest'
import { buildkitdConfig, containerdConfig, nerdctlConfig } from './config.ts'
import { layout } from './layout.mjs'

const home = '/h/odd "name"\\'
const places = layout(home)

test('containerd keeps everything at home', () => {
  const config = parse(containerdConfig(places))
  expect(config).toMatchObject({ version: 4, root: places.data.containerd, imports: [] })
  expect(config['plugins']).toMatchObject({
    'io.containerd.server.v1.grpc': { address: places.sockets.containerd },
    'io.containerd.server.v1.ttrpc': { address: `${places.sockets.containerd}.ttrpc` },
    'io.containerd.shim.v1.manager': { socket_dir: places.run.shims },
  })
})

test('BuildKit uses our containerd only', () => {
  expect(parse(buildkitdConfig(places))).toMatchObject({
    root: places.data.buildkit,
    grpc: { address: [`unix://${places.sockets.buildkit}`] },
    worker: {
      oci: { enabled: false },
      containerd: { enabled: true, address: places.sockets.containerd, namespace: 'default' },
    },
  })
})

test('nerdctl finds our networks and plugins', () => {
  expect(parse(nerdctlConfig(places))).toEqual({
    address: places.sockets.containerd,
    namespace: 'default',
    snapshotter: 'overlayfs',
    data_root: places.data.nerdctl,
    cni_path: places.cni.plugins,
    cni_netconfpath: places.cni.networks,
  })
})
