import type { Editor } from './editor.ts';

export interface Scene {
  /** The example that is open. */
  readonly folder: string;
  /** Brings the window to what the picture shows. */
  set(editor: Editor): Promise<void>;
}

/** The README's pictures by their file names. */
export const SCENES: Record<string, Scene> = {
  editor: {
    folder: 'hello',
    async set(editor) {
      await editor.openFile('hello.evflow');
      await editor.goToLine('emit PaymentTaken');
      await editor.press('Home');
      await editor.press('Shift+End');
      await editor.type('emit PaymentTakn { ...reserved }');
      const squiggle = await editor.shows('.squiggly-error');
      await squiggle.hover({ force: true });
      await editor.shows('.monaco-hover-content');
    },
  },
  completion: {
    folder: 'hello',
    async set(editor) {
      await editor.openFile('hello.evflow');
      await editor.goToLine('let left =');
      await editor.press('Enter');
      await editor.type('if order.');
      await editor.shows('.suggest-widget.visible .monaco-list-row', 'quantity');
    },
  },
  debug: {
    folder: 'hello',
    async set(editor) {
      await editor.openFile('hello.evflow');
      await editor.goToLine('emit PaymentTaken');
      await editor.press('F9');
      await editor.shows('.codicon-debug-breakpoint');
      await editor.goToLine('scenario "what is in stock');
      await editor.press('F5');
      await editor.shows('.debug-top-stack-frame-line');
      await editor.command('View: Show Run and Debug');
      await editor.shows('.debug-variables .monaco-list-row', 'amount');
    },
  },
  generated: {
    folder: 'shop',
    async set(editor) {
      await editor.openFile('orders.evflow');
      await editor.shows('.codelens-decoration, .view-line');
      await editor.command('Evflow: Generate TypeScript');
      const open = await editor.shows('.notification-toast .monaco-button', 'Open');
      await open.click();
      await editor.shows('.tab.active', '.ts');
    },
  },
};
