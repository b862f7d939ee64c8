import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { launch, quit, test } from '../app.ts'
import { packageApp } from '../package.ts'
import { legacyElectron } from '../../support/setup/electron.mjs'

test('the packaged app has its fuses set, is small, and opens', async ({ home }) => {
  const electron = await legacyElectron()
  if ('missing' in electron) throw new Error(electron.missing)
  const out = await mkdtemp(join(tmpdir(), 'goldfinch-package-'))
  try {
    const folder = await packageApp(electron.path, electron.version, out)
    const binary = join(folder, 'goldfinch')
    expect(await fuses(binary)).toEqual({
      RunAsNode: false,
      EnableCookieEncryption: true,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableEmbeddedAsarIntegrityValidation: true,
      OnlyLoadAppFromAsar: true,
    })
    expect((await readdir(join(folder, 'resources'))).sort()).toEqual([
      'app.asar',
      'app.asar.unpacked',
    ])
    expect((await stat(join(folder, 'resources/app.asar'))).size).toBeLessThan(5_000_000)
    const { app, page, complaints } = await launch({ home, packaged: binary })
    try {
      await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible()
      await expect(page.getByText('Demo machine')).toBeVisible()
      expect(complaints).toEqual([])
    } finally {
      await quit(app)
    }
  } finally {
    await rm(out, { recursive: true, force: true })
  }
})

const off = '0'.charCodeAt(0)

/** The fuses that matter to us; the one for the inspector is on so that this test can look. */
async function fuses(binary: string) {
  const wire = await getCurrentFuseWire(binary)
  const isOn = (option: FuseV1Options) => Number(wire[option]) !== off
  return {
    RunAsNode: isOn(FuseV1Options.RunAsNode),
    EnableCookieEncryption: isOn(FuseV1Options.EnableCookieEncryption),
    EnableNodeOptionsEnvironmentVariable: isOn(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
    EnableEmbeddedAsarIntegrityValidation: isOn(
      FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
    ),
    OnlyLoadAppFromAsar: isOn(FuseV1Options.OnlyLoadAppFromAsar),
  }
}
