import { readdir, readFile } from 'node:fs/promises'

/** The one process below the shell that runs backend.cjs; rejects when there is none. */
export async function backendOf(shell: number): Promise<number> {
  for (const task of await readdir(`/proc/${shell}/task`)) {
    const text = await readFile(`/proc/${shell}/task/${task}/children`, 'utf8')
    for (const pid of text.trim().split(/\s+/).filter(Boolean)) {
      const command = await readFile(`/proc/${pid}/cmdline`, 'utf8')
      if (command.includes('backend.cjs')) return Number(pid)
    }
  }
  throw new Error('The backend was not found.')
}
