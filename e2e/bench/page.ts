import type { Locator, Page } from '@playwright/test'

/** What these measures know of the app's page: all of it is here. */

export const listPath = '/containers'

/** The first container of the list; a group's head is none. */
export const firstRow = (page: Page): Locator =>
  page.locator('[role=row][data-key]:not([data-key^="group "])').first()
