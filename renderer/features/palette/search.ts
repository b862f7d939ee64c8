import { go } from 'fuzzysort'

type Findable = { readonly id: string; readonly title: string }

/** What one more use in the near past is worth, beside a score of 0 to 1. */
const recencyWorth = 0.2
const most = 60

/** With no words: what was used lately, then all in their order. */
function offered<C extends Findable>(commands: readonly C[], recent: readonly string[]): C[] {
  const byId = new Map(commands.map((command) => [command.id, command]))
  const used = recent.flatMap((id) => byId.get(id) ?? [])
  const isUsed = new Set(used.map(({ id }) => id))
  return [...used, ...commands.filter(({ id }) => !isUsed.has(id))].slice(0, most)
}

/** The best first; what was used lately counts for more. */
export function search<C extends Findable>(
  commands: readonly C[],
  query: string,
  recent: readonly string[],
): readonly C[] {
  const words = query.trim()
  if (words === '') return offered(commands, recent)
  const worth = ({ id }: Findable) => {
    const index = recent.indexOf(id)
    return index < 0 ? 0 : recencyWorth * (1 - index / recent.length)
  }
  return go(words, commands, { key: 'title', threshold: 0.2, limit: 0 })
    .map(({ obj, score }) => ({ obj, score: score + worth(obj) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ obj }) => obj)
}

/** The used one first, without its older mention. */
export const withRecent = (recent: readonly string[], id: string): string[] =>
  [id, ...recent.filter((other) => other !== id)].slice(0, 30)
