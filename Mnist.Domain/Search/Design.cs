using Mnist.Domain.Spaces;

namespace Mnist.Domain.Search;

/// <summary>A design of a space and all of its figures.</summary>
/// <param name="Layers">Its layers.</param>
/// <param name="Figures">The value of every <see cref="Figure"/>, in their order.</param>
public sealed record Design(ValueList<Layer> Layers, ValueList<long> Figures)
{
    /// <summary>One of its figures.</summary>
    /// <param name="figure">Which.</param>
    public long this[Figure figure] => Figures[(int)figure];
}
