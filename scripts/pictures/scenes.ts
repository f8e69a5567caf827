import type { Editor } from './editor.ts';

export interface Scene {
  /** The example that is open. */
  readonly folder: string;
  /** The file in the editor, one with scenarios. */
  readonly file: string;
  /** Brings the window to what the picture shows. */
  set(editor: Editor): Promise<void>;
}

/** The README's pictures by their file names. */
export const SCENES: Record<string, Scene> = {
  editor: {
    folder: 'hello',
    file: 'hello.evflow',
    async set(editor) {
      await editor.goToLine('emit PaymentTaken');
      await editor.press('Home');
      await editor.press('Shift+End');
      await editor.type('emit PaymentTakn { ...reserved }');
      const squiggle = await editor.shows('.squiggly-error');
      await squiggle.hover({ force: true });
      await editor.shows('.monaco-hover-content');
    },
  },
  saga: {
    folder: 'shop',
    file: 'orders.evflow',
    async set(editor) {
      await editor.goToLine('send RefundPayment');
      await editor.press('ArrowUp');
      await editor.press('Home');
      for (let line = 0; line < 4; line++) await editor.press('Shift+ArrowDown');
      await editor.press('Shift+End');
      await editor.press('Delete');
      await editor.goToLine('step Pay');
      await editor.shows('.squiggly-error');
      await editor.command('View: Focus Problems');
      await (await editor.shows('.markers-panel .monaco-list-row', 'nothing takes it back')).click();
      await editor.press('ArrowRight');
      await editor.shows('.markers-panel .monaco-list-row', 'StockReserved comes, on to Pay');
    },
  },
  evolution: {
    folder: 'shop',
    file: 'orders.evflow',
    async set(editor) {
      await editor.goToLine('event OrderCreated@1.1');
      await editor.press('ArrowDown');
      await editor.press('End');
      await editor.press('Enter');
      await editor.type('channel: string');
      await editor.press('Home');
      const squiggle = await editor.shows('.squiggly-error');
      await editor.shows('.codelens-decoration', 'breaks @1.0');
      await squiggle.hover({ force: true });
      await editor.shows('.monaco-hover-content', 'channel');
    },
  },
  completion: {
    folder: 'hello',
    file: 'hello.evflow',
    async set(editor) {
      await editor.goToLine('let left =');
      await editor.press('Enter');
      await editor.type('if order.');
      await editor.shows('.suggest-widget.visible .monaco-list-row', 'quantity');
    },
  },
  debug: {
    folder: 'hello',
    file: 'hello.evflow',
    async set(editor) {
      await editor.goToLine('emit PaymentTaken');
      await editor.press('F9');
      await editor.shows('.codicon-debug-breakpoint');
      await editor.goToLine('scenario "what is in stock');
      await editor.press('F5');
      await editor.shows('.debug-top-stack-frame-line');
      await editor.command('View: Show Run and Debug');
      await (await editor.shows('.pane-header', 'Watch')).click();
      await (await editor.shows('.debug-variables .monaco-list-row', 'Message')).click();
      await editor.press('ArrowRight');
      await editor.shows('.debug-variables .monaco-list-row', 'amount');
      await (await editor.shows('.debug-call-stack .monaco-list-row', 'Payments')).click();
      await editor.press('ArrowRight');
      await editor.shows('.debug-call-stack .monaco-list-row', 'StockReserved');
    },
  },
  tests: {
    folder: 'hello',
    file: 'hello.evflow',
    async set(editor) {
      await editor.goToLine('then PaymentTaken { amount: 9 }');
      await editor.press('Home');
      await editor.press('Shift+End');
      await editor.type('then PaymentTaken { amount: 8 }');
      await editor.command('View: Show Testing');
      await (await editor.shows('.test-explorer .monaco-list-row', 'hello')).click();
      await (await editor.shows('.test-explorer .monaco-list-row', 'hello.evflow')).click();
      await editor.shows('.test-explorer .monaco-list-row', 'what is in stock');
      await editor.command('Test: Run All Tests');
      await editor.shows('.testing-run-glyph.codicon-testing-failed-icon');
      await editor.page.mouse.move(700, 300); // away from what shows a hint
      await editor.command('Test: Peek Output');
      await editor.shows('.test-output-peek');
    },
  },
  generated: {
    folder: 'shop',
    file: 'scenarios.evflow',
    async set(editor) {
      await editor.command('Evflow: Generate TypeScript');
      await editor.shows('.notifications-toasts .monaco-button', 'Open');
      await editor.command('Notifications: Clear All Notifications');
      await editor.openFile('shop.stock.ts');
    },
  },
};
