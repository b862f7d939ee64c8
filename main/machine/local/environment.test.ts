import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { environment, shellExports, variables } from './environment.mjs'
import { layout } from './layout.mjs'

test('a terminal gets all that names the engine', () => {
  expect(variables(layout('/h'), '/b')).toEqual({
    PATH: '/b/bin',
    CONTAINERD_ADDRESS: '/h/engine/run/containerd.sock',
    CONTAINERD_NAMESPACE: 'default',
    CONTAINERD_SNAPSHOTTER: 'overlayfs',
    NERDCTL_TOML: '/h/engine/config/nerdctl.toml',
    BUILDKIT_HOST: 'unix:///h/engine/run/buildkitd.sock',
    CNI_PATH: '/h/engine/cni/bin',
    NETCONFPATH: '/h/engine/cni/net.d',
  })
})

test('any path survives the shell', async () => {
  const odd = '/it\'s $HOME `x` "y" \\ ü'
  const script = `${shellExports({ PATH: odd, OTHER: odd })}\nprintf '%s|%s' "$PATH" "$OTHER"`
  const options = { env: { PATH: '/usr/bin' } }
  const { stdout } = await promisify(execFile)('/bin/sh', ['-c', script], options)
  expect(stdout).toBe(`${odd}:/usr/bin|${odd}`)
})

test('a home that cannot be made is told, not guessed', async () => {
  await expect(environment({ root: '/r', home: '/dev/null/none' })).rejects.toThrow('ENOTDIR')
})
