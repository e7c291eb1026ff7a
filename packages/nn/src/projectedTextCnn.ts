import { ProjectedTable, type Tensor } from '@textcam/tensor';
import type { TextCnn, TextCnnResult } from './textCnn.js';

/**
 * A network ready for many texts: its table is multiplied with all filters once, as the weights are now, and a text costs a few additions per
 * token. Features and logits are those of `TextCnn.forward`, bit for bit.
 */
export class ProjectedTextCnn {
  private readonly table: ProjectedTable;

  constructor(private readonly network: TextCnn) {
    this.table = new ProjectedTable(network.embedding.weight, network.convolutions);
  }

  /**
   * @param ids int32 [batch, time], -1 after a text's end; not checked, see ProjectedTable
   * @param lengths int32 [batch]: how many positions of each text count
   * @throws ShapeError when lengths and ids do not fit
   */
  forward(ids: Tensor, lengths: Tensor): TextCnnResult {
    return this.network.classify(this.table.convolve(ids), { lengths, time: ids.shape[1] });
  }

  /** Frees the products; the network stays. */
  dispose(): void {
    this.table.dispose();
  }
}
