import { open, rename, rm } from 'node:fs/promises'

/** The whole new content or the whole old one, also after a power cut. */
export async function writeFileWhole(path: string, content: string, mode = 0o600): Promise<void> {
  const draft = `${path}.${process.pid}.new`
  try {
    await using file = await open(draft, 'w', mode)
    await file.writeFile(content)
    await file.chmod(mode)
    await file.sync()
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
  await rename(draft, path)
}
