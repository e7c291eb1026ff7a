import { meansOverTime, ProjectedTable, type Tensor } from '@textcam/tensor';
import type { TextCnn, TextCnnResult } from './textCnn.js';

/** What the network makes of texts, and what its dense layer got: the mean of every filter, [batch, Σ filters]. */
export interface ProjectedResult extends TextCnnResult {
  means: Tensor;
}

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
  forward(ids: Tensor, lengths: Tensor): ProjectedResult {
    const features = this.table.convolve(ids);
    const means = meansOverTime(features, { lengths, time: ids.shape[1] });
    return { features, means, logits: this.network.dense.forward(means) };
  }

  /** Frees the products; the network stays. */
  dispose(): void {
    this.table.dispose();
  }
}
