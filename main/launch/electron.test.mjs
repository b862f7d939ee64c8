import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { findElectron, inWords } from './electron.mjs'

async function checkout(files) {
  const root = await mkdtemp(join(tmpdir(), 'gf-electron-'))
  onTestFinished(() => rm(root, { recursive: true }))
  for (const [name, text] of Object.entries(files)) {
    const file = join(root, name)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
  }
  return root
}
const folder = 'node_modules/electron'
const manifest = { [`${folder}/package.json`]: '{ "version": "45.4.1" }' }
const installed = {
  ...manifest,
  [`${folder}/path.txt`]: 'electron',
  [`${folder}/dist/version`]: 'v45.4.1',
  [`${folder}/dist/electron`]: '',
}

test('an Electron of the wanted version is found', async () => {
  const root = await checkout(installed)
  expect(await findElectron(root, {})).toBe(join(root, folder, 'dist/electron'))
})

test('without a binary, or with that of another version, there is none', async () => {
  const roots = [
    await checkout({}),
    await checkout(manifest),
    await checkout({ ...installed, [`${folder}/dist/version`]: '44.0.0' }),
  ]
  const found = await Promise.all(roots.map((root) => findElectron(root, {})))
  expect(found).toEqual([undefined, undefined, undefined])
})

test('ELECTRON_OVERRIDE_DIST_PATH wins, whatever version is there', async () => {
  const root = await checkout({ ...manifest, 'elsewhere/electron': '' })
  const override = (name) => ({ ELECTRON_OVERRIDE_DIST_PATH: join(root, name) })
  expect(await findElectron(root, override('elsewhere'))).toBe(join(root, 'elsewhere/electron'))
  expect(await findElectron(root, override('nowhere'))).toBeUndefined()
})

test('a wait is told in hours, then in minutes', () => {
  const hour = 3600_000
  expect([6 * hour, 1.5 * hour, hour / 2, 1].map(inWords)).toEqual([
    '6 hours',
    '90 minutes',
    '30 minutes',
    'a minute',
  ])
})
