import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { execFile } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isProgramInside, readInside } from './inside.ts'

let folder = ''
let root = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'goldfinch-inside-'))
  root = join(folder, 'root')
  await mkdir(join(root, 'etc/deep'), { recursive: true })
  await mkdir(join(root, 'bin'))
  await writeFile(join(folder, 'secret'), 'of the host')
  await writeFile(join(root, 'etc/passwd'), 'root:x:0:0')
  await writeFile(join(root, 'secret'), 'of the container')
  await writeFile(join(root, 'bin/busybox'), '#!', { mode: 0o755 })
  await writeFile(join(root, 'large'), Buffer.alloc(1024 * 1024 + 1))
  await symlink('/bin/busybox', join(root, 'bin/sh'))
  await symlink('../../../secret', join(root, 'etc/relative'))
  await symlink(join(folder, 'secret'), join(root, 'etc/absolute'))
  await symlink('/etc/passwd', join(root, 'etc/deep/users'))
  await symlink('/proc/self/root/etc', join(root, 'etc/magic'))
  await symlink('loop', join(root, 'etc/loop'))
  await symlink('deep/../passwd', join(root, 'etc/dots'))
  await promisify(execFile)('mkfifo', [join(root, 'etc/fifo')])
})
afterAll(() => rm(folder, { recursive: true }))

test('files and links are read as the container sees them', async () => {
  expect(await readInside(root, '/etc/passwd')).toBe('root:x:0:0')
  expect(await readInside(root, 'etc/deep/users')).toBe('root:x:0:0')
  expect(await readInside(root, '/etc/dots')).toBe('root:x:0:0')
})

test('no link leads out of the root', async () => {
  expect(await readInside(root, '/etc/relative')).toBe('of the container')
  expect(await readInside(root, '/../../secret')).toBe('of the container')
  await expect(readInside(root, '/etc/absolute')).rejects.toMatchObject({ name: 'AppError' })
  await expect(readInside(root, '/etc/magic/passwd')).rejects.toMatchObject({ name: 'AppError' })
})

test('what is missing, endless, large or no file is refused in words', async () => {
  const words = (path: string) =>
    readInside(root, path).catch((error: unknown) => String(error).replace(/^\w+: /, ''))
  expect(
    await Promise.all(['/none', '/etc/loop', '/etc/fifo', '/etc', '/large'].map(words)),
  ).toEqual([
    'There is no /none in this container.',
    '/etc/loop in this container goes through too many links.',
    '/etc/fifo in this container is no regular file.',
    '/etc in this container is no regular file.',
    '/large in this container is larger than 1 MiB.',
  ])
})

test('a program is a file that may be executed, also behind a link', async () => {
  const found = ['/bin/sh', '/bin/busybox', '/etc/passwd', '/bin', '/bin/bash', '/etc/loop']
  expect(await Promise.all(found.map((path) => isProgramInside(root, path)))).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ])
})
