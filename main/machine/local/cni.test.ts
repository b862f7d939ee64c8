import { execFile } from 'node:child_process'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bridgePlugin, defaultNetwork, renameBridge } from './cni.ts'
import { layout } from './layout.mjs'

const places = layout('/home/it’s & mine')
const prefix = places.interfacePrefix

test('a bridge of nerdctl is renamed in place', () => {
  const text = '{\n "ü": 1,\n "bridge": "br-a172cedcae47",\n "isGateway": true }'
  const change = renameBridge(text, prefix)
  const bytes = Buffer.from(text)
  bytes.write(change?.name ?? '', change?.offset ?? 0)
  expect(bytes.toString()).toBe(text.replace('br-a172cedcae47', `${prefix}a172ced`))
  expect(renameBridge(bytes.toString(), prefix)).toBeUndefined()
  expect(renameBridge('{"bridge": "br-mine"}', prefix)).toBeUndefined()
})

test('the default network is nerdctl’s, on our bridge', () => {
  expect(JSON.parse(defaultNetwork(places, '10.83.7.0/24'))).toMatchObject({
    name: 'bridge',
    nerdctlLabels: { 'nerdctl/default-network': 'true' },
    plugins: [
      {
        type: 'bridge',
        bridge: `${prefix}17f29b0`,
        ipam: { ranges: [[{ subnet: '10.83.7.0/24', gateway: '10.83.7.1' }]] },
      },
      { type: 'portmap' },
      { type: 'firewall' },
      { type: 'tuning' },
    ],
  })
})

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gf-cni it's-"))
  await writeFile(join(folder, 'real'), '#!/bin/sh\ncat; exit ${FAKE_EXIT:-0}\n')
  await writeFile(join(folder, 'bridge'), bridgePlugin(places, join(folder, 'real')))
  await chmod(join(folder, 'real'), 0o700)
  await chmod(join(folder, 'bridge'), 0o700)
})
afterAll(() => rm(folder, { recursive: true }))

const call = (env: Record<string, string>, input: string) =>
  new Promise<{ code: unknown; stdout: string }>((resolve) => {
    const options = { env: { PATH: '/usr/bin:/bin', ...env } }
    const child = execFile(join(folder, 'bridge'), [], options, (error, stdout) =>
      resolve({ code: error?.code ?? 0, stdout }),
    )
    child.stdin?.end(input)
  })

test('the plugin renames the bridge of a new network and keeps leases at home', async () => {
  const input =
    '{"bridge":"br-a172cedcae47","ipam":{"type":"host-local","ranges":[]},"type":"bridge"}'
  const { code, stdout } = await call({ CNI_COMMAND: 'ADD' }, input)
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toEqual({
    bridge: `${prefix}a172ced`,
    ipam: { type: 'host-local', dataDir: places.run.leases, ranges: [] },
    type: 'bridge',
  })
})

test('the plugin ends as the real one does, and a question for its version passes', async () => {
  expect((await call({ CNI_COMMAND: 'DEL', FAKE_EXIT: '7' }, '{}')).code).toBe(7)
  const question = '{"cniVersion":"1.0.0"}'
  expect(await call({ CNI_COMMAND: 'VERSION' }, question)).toEqual({ code: 0, stdout: question })
})
