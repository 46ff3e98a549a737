using Mnist.Domain.Networks;
using Layers = Mnist.Domain.Values.ValueList<Mnist.Domain.Networks.Layer>;

namespace Mnist.PropertyTests;

/// <summary>Simpler legal networks: fewer layers, blocks opened, numbers nearer to their defaults, a smaller image.</summary>
internal static class ArchitectureShrinker
{
    public static IEnumerable<Architecture> Shrink(Architecture net) =>
        from simpler in Chains(net.Layers).Select(layers => net with { Layers = layers })
            .Concat(Inputs(net.Input).Select(input => net with { Input = input }))
        where simpler.Layers.Count > 0 && ReferenceShapes.Output(simpler.Layers, simpler.Input) is not null
        select simpler;

    /// <summary>Falls with every step of the shrinker, so shrinking ends.</summary>
    public static long Size(Architecture net) =>
        net.Input.Channels + net.Input.Height + net.Input.Width + net.Layers.Sum(Size);

    private static IEnumerable<Layers> Chains(Layers chain) =>
        Enumerable.Range(0, chain.Count).SelectMany(i => Replacements(chain[i]).Select(Layers (simpler) =>
            [.. chain.Take(i), .. simpler, .. chain.Skip(i + 1)]));

    /// <summary>What may stand in the place of a layer: nothing, what is inside it, or a simpler one.</summary>
    private static IEnumerable<Layers> Replacements(Layer layer) => layer switch
    {
        Layer.Residual r => [[], r.Body, r.Projection, .. Blocks(r).Select(Layers (block) => [block])],
        Layer.Conv2d c => [[], .. Convolutions(c).Where(simpler => simpler != c).Select(Layers (simpler) => [simpler])],
        Layer.Linear { Units: > 1 } l => [[], [l with { Units = 1 }], [l with { Units = l.Units - 1 }]],
        _ => [[]],
    };

    private static IEnumerable<Layer> Blocks(Layer.Residual r) =>
    [
        .. Chains(r.Body).Select(body => r with { Body = body }),
        .. Chains(r.Projection).Select(projection => r with { Projection = projection }),
        .. from body in Chains(r.Body)
           from projection in Chains(r.Projection)
           select r with { Body = body, Projection = projection },
    ];

    private static IEnumerable<Layer.Conv2d> Convolutions(Layer.Conv2d c) =>
    [
        c with { Filters = 1, Groups = 1 },
        c with { Filters = Math.Max(1, c.Filters - 1) },
        c with { Groups = 1 },
        c with { Bias = false },
        c with { Dilation = 1 },
        c with { Stride = 1 },
        c with { Padding = 0 },
        c with { Kernel = 1 },
        c with { Kernel = new(Math.Max(1, c.Kernel.Height - 1), Math.Max(1, c.Kernel.Width - 1)) },
    ];

    private static IEnumerable<Shape> Inputs(Shape s) => new[]
    {
        s with { Channels = 1 },
        s with { Height = Math.Max(1, s.Height / 2), Width = Math.Max(1, s.Width / 2) },
        s with { Height = Math.Max(1, s.Height - 1) },
        s with { Width = Math.Max(1, s.Width - 1) },
    }.Where(smaller => smaller != s);

    private static long Size(Layer layer) => 1 + layer switch
    {
        Layer.Conv2d c => c.Filters + c.Groups + (c.Bias ? 1 : 0)
            + c.Kernel.Height + c.Kernel.Width + c.Stride.Height + c.Stride.Width
            + c.Padding.Height + c.Padding.Width + c.Dilation.Height + c.Dilation.Width,
        Layer.Linear l => l.Units,
        Layer.Residual r => r.Body.Concat(r.Projection).Sum(Size),
        _ => 0,
    };
}
