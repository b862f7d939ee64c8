/**
 * A browser names the page that asks. It must be ours. Plain navigation names none, so that is let
 * through where `isRequired` is not set.
 */
export function isOwnOrigin(
  { origin, host }: { readonly origin?: string | undefined; readonly host?: string | undefined },
  { isRequired }: { readonly isRequired: boolean },
): boolean {
  if (origin === undefined) return !isRequired
  return host !== undefined && origin === `http://${host}`
}
