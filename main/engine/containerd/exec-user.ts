import { AppError } from '../../../preload/contract/errors.ts'

/** The user of a process, as the OCI runtime specification has it. */
export type ProcessUser = {
  readonly uid: number
  readonly gid: number
  readonly additionalGids: readonly number[]
}

/** The texts of a container's /etc/passwd and /etc/group; absent where it has none. */
export type UserFiles = {
  readonly passwd?: string | undefined
  readonly group?: string | undefined
}

type Account = { readonly name: string; readonly uid: number; readonly gid: number }
type Group = { readonly name: string; readonly gid: number; readonly members: readonly string[] }

/** runc's own limit. */
const maxId = 2 ** 31 - 1

/**
 * Finds a user given as `name`, `uid`, `name:group` or numbers of both, as nerdctl does
 * (containerd's oci.WithUser and oci.WithAdditionalGIDs): other groups count only where no group was
 * named, and a uid that nobody has is run with group 0.
 */
export function findUser(user: string, files: UserFiles): ProcessUser {
  const accounts = parseAccounts(files.passwd ?? '')
  const groups = parseGroups(files.group ?? '')
  const [who = '', group] = user.split(':')
  const account = findAccount(who, accounts)
  const gid = group === undefined ? account.gid : findGroup(group, groups)
  const others =
    group === undefined
      ? groups.filter(
          ({ name, members }) => name !== account.name && members.includes(account.name),
        )
      : []
  const gids = others.map((other) => other.gid)
  return { uid: account.uid, gid, additionalGids: gids.includes(gid) ? gids : [gid, ...gids] }
}

function findAccount(who: string, accounts: readonly Account[]): Account {
  const uid = parseId(who)
  const found = accounts.find((account) =>
    uid === undefined ? account.name === who : account.uid === uid,
  )
  if (found !== undefined) return found
  if (uid !== undefined) return { name: '', uid, gid: 0 }
  throw missing(`There is no user ${who} in this container.`, 'Give the number of a user instead.')
}

function findGroup(group: string, groups: readonly Group[]): number {
  const gid = parseId(group) ?? groups.find(({ name }) => name === group)?.gid
  if (gid !== undefined) return gid
  throw missing(
    `There is no group ${group} in this container.`,
    'Give the number of a group instead.',
  )
}

function parseId(text: string): number | undefined {
  if (!/^\d+$/.test(text)) return undefined
  if (Number(text) <= maxId) return Number(text)
  throw new AppError({
    code: 'invalid-input',
    message: `${text} is too large for a user or group: at most ${maxId}.`,
    field: 'user',
  })
}

const missing = (message: string, hint: string) =>
  new AppError({ code: 'not-found', reason: 'user-not-found', field: 'user', message, hint })

const fieldsOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(':'))

/** passwd(5); a missing or odd number counts as 0, as it does for runc. */
const parseAccounts = (text: string): Account[] =>
  fieldsOf(text).map(([name = '', , uid, gid]) => ({
    name,
    uid: numberOf(uid),
    gid: numberOf(gid),
  }))

/** group(5) */
const parseGroups = (text: string): Group[] =>
  fieldsOf(text).map(([name = '', , gid, members = '']) => ({
    name,
    gid: numberOf(gid),
    members: members
      .split(',')
      .map((member) => member.trim())
      .filter((member) => member !== ''),
  }))

const numberOf = (text = '') => (/^\d+$/.test(text) ? Number(text) : 0)
