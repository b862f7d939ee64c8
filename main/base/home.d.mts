/**
 * The folder of all state: settings, engine data, sockets, logs. GOLDFINCH_HOME, or what the
 * platform's conventions say.
 */
export declare function homeFolder(
  environment?: Readonly<Record<string, string | undefined>>,
  platform?: string,
  user?: string,
): string
