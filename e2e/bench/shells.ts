import { spawn } from 'node:child_process'
import type { Tools } from './tools.ts'

/** A shell at the other end of a terminal, whoever made the terminal. */
export type Shell = {
  write(text: string): void
  /** Resolves when this has been printed since the last wait; how many characters came before. */
  until(text: string): Promise<number>
  close(): Promise<void>
}

/** Finds a text in what is printed, piece by piece. */
export function createReader() {
  let unread = ''
  let dropped = 0
  let wanted: { readonly text: string; readonly found: (characters: number) => void } | undefined
  const look = () => {
    if (wanted === undefined) return
    const { text, found } = wanted
    const at = unread.indexOf(text)
    if (at < 0) {
      // What cannot be the beginning of the text any more is only counted.
      const gone = Math.max(0, unread.length - text.length)
      dropped += gone
      unread = unread.slice(gone)
      return
    }
    const characters = dropped + at
    unread = unread.slice(at + text.length)
    dropped = 0
    wanted = undefined
    found(characters)
  }
  return {
    read: (text: string) => {
      unread += text
      look()
    },
    until: (text: string) =>
      new Promise<number>((found) => {
        wanted = { text, found }
        look()
      }),
  }
}

/** A pseudo-terminal of this computer around a program, by util-linux's script. */
export function startPty(command: string, environment: NodeJS.ProcessEnv): Shell {
  const child = spawn('script', ['-q', '-c', command, '/dev/null'], {
    env: { ...environment, TERM: 'xterm-256color' },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const reader = createReader()
  child.stdout.setEncoding('latin1').on('data', reader.read)
  const ended = new Promise((resolve) => child.once('exit', resolve))
  return {
    write: (text) => void child.stdin.write(text),
    until: reader.until,
    close: async () => {
      child.stdin.write('exit\n')
      child.stdin.end()
      const giveUp = setTimeout(() => child.kill('SIGKILL'), 5000)
      await ended
      clearTimeout(giveUp)
    },
  }
}

/** The same shell that the container has, with nothing in between. */
export const startLocalShell = (): Shell => startPty('/bin/busybox sh', process.env)

export const startNerdctlShell = ({ program, environment }: Tools, container: string): Shell =>
  startPty(`${program} exec -it ${container} sh`, environment)
