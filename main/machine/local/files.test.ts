import { appendFile, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { localFiles } from './files.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gf-files-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** The next item that tells the name, or no name at all for `undefined`. */
async function next(items: AsyncIterator<{ readonly name?: string | undefined }>, wanted?: string) {
  for (;;) {
    const item = await items.next()
    if (item.done === true) throw new Error('The watch ended.')
    if (item.value.name === wanted) return
  }
}

test('changes in a folder are told, the standing of the watch first', async () => {
  const stop = new AbortController()
  const items = localFiles.watch(folder, stop.signal)[Symbol.asyncIterator]()
  expect(await items.next()).toEqual({ value: {}, done: false })
  await writeFile(join(folder, 'one'), '')
  await next(items, 'one')
  stop.abort()
  expect((await items.next()).done).toBe(true)
})

test('a folder is waited for, and watched again when it went and came', async () => {
  const stop = new AbortController()
  const path = join(folder, 'a/b')
  const items = localFiles.watch(path, stop.signal)[Symbol.asyncIterator]()
  await next(items)
  for (const name of ['first', 'second']) {
    await mkdir(path, { recursive: true })
    await next(items)
    const seen = next(items, name)
    // Until the watch stands on the folder itself, whatever changes is covered by an item without name.
    await writeFile(join(path, name), '')
    await Promise.race([seen, next(items)])
    await rm(join(folder, 'a'), { recursive: true })
  }
  stop.abort()
})

test('an open file is followed through a rename', async () => {
  const path = join(folder, 'log')
  await writeFile(path, 'one')
  const file = await localFiles.open(path)
  expect(file.inode).toBe((await localFiles.stat(path)).inode)
  await rename(path, `${path}.1`)
  await appendFile(`${path}.1`, 'two')
  expect(Buffer.from(await file.read(1, 100)).toString()).toBe('netwo')
  expect((await file.read(6, 100)).length).toBe(0)
  await file.close()
})

test('many files at once, and a missing one is none', async () => {
  await writeFile(join(folder, 'here'), 'x')
  const paths = [join(folder, 'here'), join(folder, 'gone')]
  expect(await localFiles.readMany(paths)).toEqual(['x', undefined])
})

test('failures have our codes', async () => {
  const codeOf = (work: Promise<unknown>) =>
    work.catch((error: unknown) => (error instanceof Error ? error.message : ''))
  expect(await codeOf(localFiles.readText(join(folder, 'gone')))).toBe(
    `There is no ${join(folder, 'gone')}.`,
  )
  await expect(localFiles.list(join(folder, 'gone'))).rejects.toMatchObject({
    data: { code: 'not-found' },
  })
  await expect(localFiles.readText(folder)).rejects.toMatchObject({ data: { code: 'failed' } })
})
