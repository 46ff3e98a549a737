namespace Mnist.Engine.Export;

/// <summary>What goes into an ONNX file beside the network.</summary>
public sealed record OnnxOptions
{
    /// <summary>Whether a batch normalisation behind a convolution becomes part of the convolution; default no.</summary>
    public bool FoldBatchNorm { get; init; }

    /// <summary>
    /// Whether the graph takes grey levels from 0 to 255 and normalises them itself; default no: it takes normalised values.
    /// </summary>
    public bool Normalize { get; init; }

    /// <summary>Whether the graph ends in probabilities; default no: in logits.</summary>
    public bool Softmax { get; init; }
}
