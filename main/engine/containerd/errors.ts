import { AppError, type ErrorCode, type ErrorData } from '../../../preload/contract/errors.ts'

type Rule = {
  readonly pattern: RegExp
  readonly code: ErrorCode
  readonly reason: string
  /** The sentence; `$1` is what the pattern found. */
  readonly message: string
  readonly hint?: string
  readonly field?: string
}

/**
 * What nerdctl 2.3.5 means by its words: it always ends with 1, so the words are all there is. The
 * first that matches wins. Tested with captured output.
 */
const rules: readonly Rule[] = [
  {
    pattern:
      /cannot access containerd socket|failed to dial|connect: (?:no such file|connection refused)[^]*containerd/,
    code: 'unavailable',
    reason: 'engine-gone',
    message: 'The engine does not answer.',
    hint: 'Start the machine, or look at its log.',
  },
  {
    pattern: /name "([^"]+)" is already used by ID "[^"]+"/,
    code: 'conflict',
    reason: 'name-in-use',
    message: 'The name $1 is already used by another container.',
    hint: 'Choose another name, or remove that container.',
    field: 'name',
  },
  {
    pattern: /identifier "([^"]*)" must match pattern/,
    code: 'invalid-input',
    reason: 'invalid-name',
    message: '$1 cannot be a name here.',
    field: 'name',
  },
  {
    pattern: /bind for ([^\s]*:\d+) failed: port is already allocated/,
    code: 'conflict',
    reason: 'port-in-use',
    message: 'The port $1 is already in use.',
    hint: 'Choose another port, or stop what uses it.',
    field: 'ports',
  },
  {
    pattern: /no free port|port is already allocated|address already in use/,
    code: 'conflict',
    reason: 'port-in-use',
    message: 'A port that should be published is already in use.',
    hint: 'Choose another port, or stop what uses it.',
    field: 'ports',
  },
  {
    pattern: /invalid hostPort: (\S+)|invalid containerPort: (\S+)/,
    code: 'invalid-input',
    reason: 'invalid-port',
    message: '$1 is not a port.',
    field: 'ports',
  },
  {
    pattern: /is in (?:running|paused) status\. unpause\/stop container first/,
    code: 'conflict',
    reason: 'container-running',
    message: 'The container is running.',
    hint: 'Stop it first, or remove it by force.',
  },
  {
    pattern: /container \S+ is not paused/,
    code: 'conflict',
    reason: 'not-paused',
    message: 'The container is not paused.',
  },
  {
    pattern: /container \S+ is already paused/,
    code: 'conflict',
    reason: 'already-paused',
    message: 'The container is already paused.',
  },
  {
    pattern: /container is not running|no running task found|cannot pause a stopped/,
    code: 'conflict',
    reason: 'not-running',
    message: 'The container is not running.',
    hint: 'Start it first.',
  },
  {
    pattern: /multiple IDs found with provided prefix/,
    code: 'internal',
    reason: 'ambiguous-id',
    message: 'The engine took an id for the beginning of several.',
  },
  {
    pattern:
      /no such container|no container found for|no such object|No such container|container "[^"]*" in namespace "[^"]*": not found/,
    code: 'not-found',
    reason: 'container-not-found',
    message: 'The container is not there any more.',
  },
  {
    pattern:
      /pull access denied|401 Unauthorized|too many 401|no basic auth credentials|403 Forbidden/,
    code: 'unauthenticated',
    reason: 'registry-auth',
    message: 'The registry wants to know who you are, or this image does not exist there.',
    hint: 'Check the name of the image, or sign in to its registry.',
    field: 'image',
  },
  {
    pattern: /server gave HTTP response to HTTPS client/,
    code: 'unavailable',
    reason: 'registry-insecure',
    message: 'The registry speaks plain HTTP, which is not allowed for it.',
    field: 'image',
  },
  {
    pattern:
      /failed to resolve (?:image|reference)[^]*?(?:no such host|connection refused|i\/o timeout|network is unreachable|server misbehaving|connection reset|EOF|certificate)|(?:dial tcp|lookup) [^]*?(?:no such host|connection refused|i\/o timeout|network is unreachable|server misbehaving)/,
    code: 'unavailable',
    reason: 'registry-unreachable',
    message: 'The registry of the image cannot be reached.',
    hint: 'Check the network, or use an image that is already here.',
    field: 'image',
  },
  {
    pattern:
      /failed to resolve image: (\S+): not found|failed to resolve reference "([^"]+)": [^]*not found/,
    code: 'not-found',
    reason: 'image-not-found',
    message: 'The registry has no image $1.',
    hint: 'Check the name and the tag.',
    field: 'image',
  },
  {
    pattern:
      /image "([^"]+)": not found|no such image:? ?"?([^\s"]*)|image not available: "([^"]+)"/i,
    code: 'not-found',
    reason: 'image-not-found',
    message: 'The image $1 is not here.',
    hint: 'Let it be pulled, or load it from an archive.',
    field: 'image',
  },
  {
    pattern: /invalid reference format|could not parse reference|repository name must be lowercase/,
    code: 'invalid-input',
    reason: 'invalid-image',
    message: 'This is not the name of an image.',
    field: 'image',
  },
  {
    pattern: /no network found matching: (\S+)|no such network: \\?"?([^"\\\s]+)/,
    code: 'not-found',
    reason: 'network-not-found',
    message: 'There is no network $1.',
    field: 'network',
  },
  {
    pattern:
      /exec: "([^"]+)": (?:executable file not found in \$PATH|is a directory|permission denied|stat [^:]*: no such file or directory|no such file or directory)/,
    code: 'invalid-input',
    reason: 'command-not-found',
    message: 'The image has no program $1 that can be run.',
    hint: 'Check the command and the entrypoint.',
    field: 'command',
  },
  {
    pattern: /sethostname: invalid argument/,
    code: 'invalid-input',
    reason: 'invalid-hostname',
    message: 'The host name is too long: Linux takes 64 characters.',
    field: 'hostname',
  },
  {
    pattern: /error during container init: mkdir (\S+): not a directory/,
    code: 'invalid-input',
    reason: 'invalid-directory',
    message: 'The working directory $1 is a file in this image.',
    field: 'workingDirectory',
  },
  {
    pattern: /no command or entrypoint provided/,
    code: 'invalid-input',
    reason: 'command-missing',
    message: 'The image says no command, so one is needed.',
    field: 'command',
  },
  {
    pattern: /unable to set memory limit to|minimum memory limit|memory limit should be/,
    code: 'invalid-input',
    reason: 'limit-too-small',
    message: 'The memory limit is too small for the container to start.',
    hint: 'Give it more memory.',
    field: 'memoryBytes',
  },
  {
    pattern: /unable to find user ([^\s:"]+)|no users found|no matching entries in passwd file/,
    code: 'invalid-input',
    reason: 'user-not-found',
    message: 'The image does not know the user $1.',
    field: 'user',
  },
  {
    pattern: /label key and value length \(\d+ bytes\) greater than maximum size/,
    code: 'invalid-input',
    reason: 'label-too-long',
    message: 'A label and its value may have 4096 bytes together.',
    field: 'labels',
  },
  {
    pattern: /internal label "([^"]+)" must not be specified/,
    code: 'invalid-input',
    reason: 'label-reserved',
    message: 'The label $1 belongs to nerdctl.',
    hint: 'Labels that begin with nerdctl/ cannot be set.',
    field: 'labels',
  },
  {
    pattern: /init binary \\?"([^"\\]+)\\?" not found/,
    code: 'unsupported',
    reason: 'init-missing',
    message: 'This machine has no $1 to run as init.',
    field: 'usesInit',
  },
  {
    pattern:
      /destination can't be '\/'|error mounting "|failed to stat "|failed to mkdir "|failed to parse volume options/,
    code: 'invalid-input',
    reason: 'invalid-mount',
    message: 'A mount is not possible as it is written.',
    field: 'mounts',
  },
  {
    pattern: /namespace "?([^"\s]+)"? must be empty|must be empty/,
    code: 'conflict',
    reason: 'namespace-not-empty',
    message: 'The namespace is not empty.',
    hint: 'Remove its containers, images and volumes first.',
  },
  {
    pattern:
      /unrecognized image format|invalid tar header|unexpected EOF|not a tar|archive\/tar|no images found|manifest\.json not found|failed to import/i,
    code: 'invalid-input',
    reason: 'bad-archive',
    message: 'This is not an archive of images, or a part of it is missing.',
    hint: 'Take a file that was made by nerdctl save or docker save.',
  },
  {
    pattern: /no space left on device/,
    code: 'exhausted',
    reason: 'disk-full',
    message: 'The disk of the machine is full.',
    hint: 'Remove images or containers that are not needed.',
  },
  {
    pattern: /unknown flag|unknown subcommand|unknown command/,
    code: 'internal',
    reason: 'version-mismatch',
    message: 'The bundled nerdctl does not know what it was asked.',
  },
]

/** The last fatal line of nerdctl's log, or its plain text where it wrote no log. */
export function mainMessage(stderr: string): string {
  const lines = stderr.split('\n').flatMap((line) => logLine(line) ?? [])
  const worst = ['fatal', 'error'].flatMap((level) => {
    const found = lines.findLast((line) => line.level === level)
    return found === undefined ? [] : [found.message]
  })
  return worst[0] ?? stderr.trim()
}

/** `time="…" level=fatal msg="…"`, as logrus writes it for machines. */
export function logLine(
  line: string,
): { readonly level: string; readonly message: string } | undefined {
  const [, level, quoted, bare] =
    /^time="[^"]*" level=(\w+) msg=(?:("(?:[^"\\]|\\.)*")|(\S+))/.exec(line) ?? []
  if (level === undefined) return undefined
  return { level, message: quoted === undefined ? (bare ?? '') : unquote(quoted) }
}

// Go's quoting is JSON's, but for \x and \U, which nerdctl's messages rarely have.
function unquote(quoted: string): string {
  try {
    return String(JSON.parse(quoted))
  } catch {
    return quoted.slice(1, -1)
  }
}

/** What a failed nerdctl means to a person; `what` begins the sentence where nothing is known. */
export function fromNerdctl(stderr: string, what: string): AppError {
  const message = mainMessage(stderr)
  // Warnings before the end often hold the cause, so they are searched too, after the end.
  const data = classify(message) ?? classify(stderr)
  const detail = stderr.trim()
  return new AppError({
    ...(data ?? { code: 'failed', message: `${what}: it did not work.` }),
    ...(detail === '' ? {} : { detail: detail.slice(-4000) }),
  })
}

/** What known words mean. */
export function classify(text: string): ErrorData | undefined {
  for (const { pattern, message, ...rest } of rules) {
    const found = pattern.exec(text)
    if (found === null) continue
    const name = found.slice(1).find(Boolean) ?? ''
    return {
      ...rest,
      message: message.replace(' $1', name === '' ? '' : ` ${name}`).replace('$1', name),
    }
  }
  return undefined
}
