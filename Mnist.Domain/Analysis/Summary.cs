namespace Mnist.Domain.Analysis;

/// <summary>What the calculators say of one layer.</summary>
/// <param name="Layer">The layer and its place.</param>
/// <param name="Input">Shape that comes in.</param>
/// <param name="Output">Shape that goes out.</param>
/// <param name="Tensors">Its own tensors; none for a residual block, whose layers have rows of their own.</param>
/// <param name="Macs">Multiply-adds for one image.</param>
/// <param name="Field">What one output position sees of the image.</param>
public sealed record LayerSummary(
    PlacedLayer Layer, Shape Input, Shape Output, ValueList<ParameterTensor> Tensors, long Macs, ReceptiveField Field)
{
    /// <summary>Parameters of the layer.</summary>
    public ParameterCount Parameters => ParameterCalculator.Count(Tensors);
}

/// <summary>What the calculators say of a network.</summary>
/// <param name="Input">Shape of one image.</param>
/// <param name="Layers">Its layers in order; those inside a residual block stand before the block's own row.</param>
/// <param name="Output">Shape of the logits.</param>
/// <param name="Field">Receptive field of the logits.</param>
/// <param name="Coverage">The part of the image that the logits depend on.</param>
public sealed record Summary(Shape Input, ValueList<LayerSummary> Layers, Shape Output, ReceptiveField Field, Coverage Coverage)
{
    /// <summary>All tensors in the order of PyTorch's <c>state_dict</c>.</summary>
    public ValueList<ParameterTensor> Tensors => [.. Layers.SelectMany(l => l.Tensors)];

    /// <summary>Parameters of the network.</summary>
    public ParameterCount Parameters => ParameterCalculator.Count(Layers.SelectMany(l => l.Tensors));

    /// <summary>Pixels of the image that no logit depends on.</summary>
    public long UnseenPixels => Input.Positions - Coverage.Pixels;

    /// <summary>Multiply-adds for one image, forward.</summary>
    public long Macs => Layers.Sum(l => l.Macs);

    /// <summary>A table with a row for each layer, and the totals.</summary>
    public override string ToString() => this.Table();
}
