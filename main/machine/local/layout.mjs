import { createHash } from 'node:crypto'
import { join } from 'node:path'

/** containerd's own limit (core/runtime/v2/socket_linux.go): 64 hex digits and a slash come after it. */
const longestShimSocketFolder = 42

/**
 * Where everything of this computer's engine is, for the real path of a home. Plain Node, because
 * `npm run env` tells it before anything is built.
 *
 * @param {string} home
 */
export function layout(home) {
  const hash = createHash('sha256').update(home).digest('hex')
  const engine = join(home, 'engine')
  const inside = join(engine, 'run')
  const isShort = join(inside, 's').length <= longestShimSocketFolder
  const run = isShort ? inside : join('/run/goldfinch', hash.slice(0, 8))
  const data = join(engine, 'data')
  const containerdSocket = join(run, 'containerd.sock')
  const nerdctlData = join(data, 'nerdctl')
  return {
    home,
    engine,
    /** What all our network interfaces are called, with up to seven characters more. */
    interfacePrefix: `gf${hash.slice(0, 6)}`,
    config: {
      folder: join(engine, 'config'),
      containerd: join(engine, 'config', 'containerd.toml'),
      buildkitd: join(engine, 'config', 'buildkitd.toml'),
      nerdctl: join(engine, 'config', 'nerdctl.toml'),
    },
    data: {
      folder: data,
      containerd: join(data, 'containerd'),
      buildkit: join(data, 'buildkit'),
      nerdctl: nerdctlData,
      /** nerdctl's pkg/clientutil DataStore: eight digits of the hash of the socket's path. */
      store: join(
        nerdctlData,
        createHash('sha256').update(containerdSocket).digest('hex').slice(0, 8),
      ),
    },
    run: {
      folder: run,
      state: join(run, 'state'),
      shims: join(run, 's'),
      pipes: join(run, 'pipes'),
      leases: join(run, 'leases'),
      otel: join(run, 'otel.sock'),
    },
    sockets: { containerd: containerdSocket, buildkit: join(run, 'buildkitd.sock') },
    cni: {
      plugins: join(engine, 'cni', 'bin'),
      networks: join(engine, 'cni', 'net.d'),
    },
    logs: {
      folder: join(engine, 'logs'),
      containerd: join(engine, 'logs', 'containerd.log'),
      buildkitd: join(engine, 'logs', 'buildkitd.log'),
    },
    record: join(engine, 'machine.json'),
    lock: join(engine, 'lock'),
  }
}
