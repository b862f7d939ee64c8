import { mkdir, readFile, rename } from 'node:fs/promises'
import { dirname, join, basename } from 'node:path'
import type { z } from 'zod'
import { AppError } from '../../preload/contract/errors.ts'
import { writeFileWhole } from '../base/write-file.ts'

export type JsonFile = {
  /** What the file holds; an empty object when there is none. */
  readonly content: Readonly<Record<string, unknown>>
  /** What was wrong with the file and where it is now, in a sentence. */
  readonly notice?: string
}

/** Reads a JSON file; one that is damaged is moved aside and said, never lost. */
export async function readJsonFile(path: string, schema: z.ZodType<object>): Promise<JsonFile> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return { content: {} }
    return complain(`${path} cannot be read (${codeOf(error)}); the defaults are used.`)
  }
  try {
    return { content: { ...schema.parse(JSON.parse(text)) } }
  } catch (error) {
    const aside = join(dirname(path), `${basename(path, '.json')}.damaged-${stamp()}.json`)
    const why = error instanceof SyntaxError ? 'it is no JSON' : 'a value in it is not allowed'
    return complain(`${path} was damaged (${why}); ${await moveAside(path, aside)}`)
  }
}

async function moveAside(path: string, aside: string): Promise<string> {
  try {
    await rename(path, aside)
    return `it is kept as ${aside}, and the defaults are used.`
  } catch (error) {
    return `it could not be moved aside (${codeOf(error)}); the defaults are used.`
  }
}

function complain(notice: string): JsonFile {
  console.error(notice)
  return { content: {}, notice }
}

/** Replaces the file as a whole: a crash leaves the old one or the new one. */
export async function writeJsonFile(path: string, content: object): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    await writeFileWhole(path, `${JSON.stringify(content, null, 2)}\n`)
  } catch (error) {
    throw unwritable(path, error)
  }
}

function unwritable(path: string, error: unknown): AppError {
  const code = codeOf(error)
  const detail = error instanceof Error ? error.message : String(error)
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new AppError({
      code: 'exhausted',
      message: `${path} cannot be saved: the disk is full.`,
      hint: 'Free some space and try again.',
      detail,
    })
  const isDenied = ['EACCES', 'EPERM', 'EROFS'].includes(code)
  return new AppError({
    code: isDenied ? 'denied' : 'failed',
    message: `${path} cannot be saved.`,
    hint: isDenied
      ? 'Make its folder yours, or choose another place with GOLDFINCH_HOME.'
      : 'Look whether its folder is there and can be written.',
    detail,
  })
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown'

/** Colons are not allowed in file names everywhere. */
const stamp = () => new Date().toISOString().replaceAll(':', '-').replace(/\..*/, '')
