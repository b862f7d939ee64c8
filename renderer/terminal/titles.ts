import type { Terminal, TerminalId } from '../../preload/contract/terminals.ts'

const baseName = (path: string) => path.slice(path.lastIndexOf('/') + 1)

/** `bash`, `bash (2)`, `root@sh`: each once. */
export function titlesOf(
  terminals: readonly Pick<Terminal, 'id' | 'command' | 'user'>[],
): ReadonlyMap<TerminalId, string> {
  const seen = new Map<string, number>()
  return new Map(
    terminals.map(({ id, command, user }) => {
      const program = baseName(command[0] ?? 'shell')
      const name = user === undefined ? program : `${user}@${program}`
      const many = (seen.get(name) ?? 0) + 1
      seen.set(name, many)
      return [id, many === 1 ? name : `${name} (${many})`]
    }),
  )
}
