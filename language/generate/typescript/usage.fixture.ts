/** What someone writes on top of the code generated for examples/shop and the adversarial project; it compiles. */
export const HANDLERS = `
import { type Envelope, MessageError, shopOrders, shopPayments, type shopShipping, type shopStock, timestamp, uuid } from '../shop/index.js';
import type { global } from '../adversarial/index.js';

export class Shipping implements shopShipping.ShippingHandlers {
  async onShipOrderV1(message: shopShipping.ShipOrderV1_0Message, context: Parameters<shopShipping.ShippingHandlers['onShipOrderV1']>[1]): Promise<void> {
    context.log.info('shipping', { at: context.now(), attempt: context.delivery.attempt });
    if (message.data.orderId === context.uuid()) context.reject('no');
    context.emit('OrderShipped@1', { orderId: message.data.orderId, trackingNumber: 'x' }, { delay: 5000 });
  }
}

export const payments: shopPayments.PaymentsHandlers = {
  onChargeCardV1({ data }, context) {
    context.emit('PaymentProcessed@1', { orderId: data.orderId, paymentId: context.uuid(), amount: { value: data.amount.value } });
  },
  chooseChargeCardV1: () => 'approved',
};

export const inventory: shopStock.InventoryHandlers = {
  onReserveStockV1({ data }, { state, emit }) {
    for (const { sku, quantity } of data.items) state.stock[sku] = (state.stock[sku] ?? 0) - quantity;
    state.held[data.orderId] = [...data.items];
    emit('StockReserved@1', { orderId: data.orderId });
  },
};

export const nothing: global.NothingHandlers = { onLooseV1: ({ data }) => console_(data.a.a) };
export const sorting: global.SortingHandlers = {
  chooseLooseV1: () => 'left',
  onLooseV1Case2: ({ data }) => console_(data.a.a),
  onLooseV1Case3() {},
};
declare function console_(text: string): void;

export function total(message: shopOrders.OrderCreated): string {
  switch (message.eventVersion) {
    case '1.0':
    case '1.1':
      return message.data.amount;
    case '2.0':
      return message.data.total.value;
  }
}

export function received(json: string): Envelope<'OrderCreated', '2.0', shopOrders.OrderCreatedV2_0> | undefined {
  try {
    return shopOrders.OrderCreatedV2_0.read(JSON.parse(json));
  } catch (error) {
    if (error instanceof MessageError) return undefined;
    throw error;
  }
}

export const refund = shopPayments.RefundPaymentV1_0.write({ orderId: uuid('7f9c24e5-1d3a-4a1b-9c1e-0123456789ab') });
export const when = timestamp('2024-01-15T10:30:00Z');
`;

/** Each line marked \`wrong\` must not compile, and no other. */
export const WRONG_HANDLERS = `
import { shopOrders, shopPayments, shopShipping, shopStock, uuid } from '../shop/index.js';

export const shipping: shopShipping.ShippingHandlers = {
  onShipOrderV1({ data }, context) {
    context.emit('OrderShipped@1', { orderId: data.orderId, trackingNumber: 'x' });
    context.emit('OrderCancelled@1', { orderId: data.orderId, reason: 'x' }); // wrong: not declared
    context.emit('OrderShipped@2', { orderId: data.orderId, trackingNumber: 'x' }); // wrong: no such version
    context.emit('OrderShipped@1', { orderId: data.orderId }); // wrong: a field is missing
    context.emit('OrderShipped@1', { orderId: 'o-1', trackingNumber: 'x' }); // wrong: not checked to be a uuid
    context.emit('OrderShipped@1', { orderId: data.orderId, trackingNumber: 'x', more: 1 }); // wrong: unknown field
    context.send('OrderShipped@1', { orderId: data.orderId, trackingNumber: 'x' }); // wrong: an event is not sent
    context.fail('x'); // wrong: a command is rejected
    data.orderId = uuid('x'); // wrong: messages do not change
    context.state.x = 1; // wrong: it has no state
  },
};

export const none: shopShipping.ShippingHandlers = {}; // wrong: nobody handles ShipOrder

export const inventory: shopStock.InventoryHandlers = {
  onReserveStockV1: (_, { state }) => {
    state.stock['x'] = '5'; // wrong: a number
    state.missing = 5; // wrong: no such field
  },
  onShipOrderV1: () => {}, // wrong: not handled here
};

export const payments: shopPayments.PaymentsHandlers = {
  chooseChargeCardV1: () => 'perhaps', // wrong: no such outcome
};

export const total = (message: shopOrders.OrderCreated) => message.data.amount; // wrong: 2.0 has none
`;
