import type { Locator, Page } from 'playwright-core';

/** A workbench as a person uses it: by keyboard and mouse. */
export interface Editor {
  readonly page: Page;
  /** Opens a file by a part of its name. */
  openFile(name: string): Promise<void>;
  /** Waits until the language server knows the scenarios of the file in the editor. */
  knowsScenarios(): Promise<void>;
  /** Runs a command of the palette by its title. */
  command(title: string): Promise<void>;
  /** Puts the cursor at the end of the first line that reads `text`. */
  goToLine(text: string): Promise<void>;
  type(text: string): Promise<void>;
  press(key: string): Promise<void>;
  /** Waits until something that matches a CSS selector shows. */
  shows(selector: string, text?: string): Promise<Locator>;
}

export function editorOf(page: Page): Editor {
  const press = (key: string) => page.keyboard.press(key);
  const shows = async (selector: string, text?: string) => {
    const found = page.locator(selector, text ? { hasText: text } : {}).first();
    await found.waitFor();
    return found;
  };
  const choose = async (key: string, wanted: string) => {
    await press(key);
    await shows('.quick-input-widget input');
    await page.keyboard.type(wanted);
    await shows('.quick-input-list .monaco-list-row', wanted);
    await press('Enter');
    await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  };
  const openFile = async (name: string) => {
    await choose('Control+P', name);
    await shows('.tab.active', name);
    await shows('.monaco-editor.focused .view-line');
  };
  return {
    page,
    openFile,
    press,
    shows,
    type: (text) => page.keyboard.type(text, { delay: 20 }),
    command: (title) => choose('F1', title),
    async knowsScenarios() {
      await shows('.monaco-editor .view-line');
      await page.locator('.codelens-decoration').first().waitFor({ state: 'attached' });
    },
    async goToLine(text) {
      await press('Control+F');
      await shows('.find-widget.visible');
      await page.keyboard.type(text);
      await page.locator('.find-widget .matchesCount', { hasText: /^\d/ }).waitFor();
      await press('Escape');
      await page.locator('.find-widget.visible').waitFor({ state: 'hidden' });
      await press('End');
    },
  };
}
