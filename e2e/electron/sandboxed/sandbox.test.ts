import { readFile, readlink } from 'node:fs/promises'
import { expect } from '@playwright/test'
import { launch, quit, test } from '../app.ts'

test('the page runs in the real sandbox', async ({ home }) => {
  expect(process.getuid?.(), 'this test runs as an ordinary user').not.toBe(0)
  const { app, page, complaints } = await launch({ home, isSandboxed: true })
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible()
  await expect(page.getByText('Demo machine')).toBeVisible()
  const pid = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
  )
  const status = await readFile(`/proc/${String(pid)}/status`, 'utf8')
  // 2: a seccomp filter; the page's process is the first, or nearly, of a pid namespace of its own.
  expect(/^Seccomp:\t(\d)/m.exec(status)?.[1]).toBe('2')
  expect(/^NSpid:\t(.+)$/m.exec(status)?.[1]?.split('\t').length).toBeGreaterThan(1)
  const ours = await readlink('/proc/self/ns/user')
  expect(await readlink(`/proc/${String(pid)}/ns/user`).catch(() => 'hidden')).not.toBe(ours)
  expect(await app.evaluate(({ app: shell }) => shell.commandLine.hasSwitch('no-sandbox'))).toBe(
    false,
  )
  expect(complaints).toEqual([])
  await quit(app)
})
