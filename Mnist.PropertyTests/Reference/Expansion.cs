using Mnist.Domain.Networks;
using Mnist.Domain.Schema;
using Mnist.Domain.Spaces;
using Mnist.Domain.Values;
using Layers = Mnist.Domain.Values.ValueList<Mnist.Domain.Networks.Layer>;

namespace Mnist.PropertyTests;

/// <summary>Every design of a space, written out one by one: what a search is held against.</summary>
internal static class Expansion
{
    /// <summary>Number of designs, by multiplication.</summary>
    public static double Count(ValueList<Part> parts) => parts.Aggregate(1.0, (product, part) => product * Count(part));

    /// <summary>Every chain; null stands for one whose groups follow channels that are not known because its layers do not fit.</summary>
    public static IEnumerable<Layers?> Of(ValueList<Part> parts, Shape? input) =>
        Chains(parts, input).Select(chain => chain.Shape is null ? null : chain.Layers);

    private static double Count(Part part) => (part.Optional ? 1 : 0) + part.Match(new Part.Cases<double>(
        Single: s => s.Values.Aggregate(1.0, (product, values) => product * Math.Max(1, values.Count)),
        Residual: r => Count(r.Body) * Count(r.Projection),
        Repeat: r => r.Times.Sum(times => Math.Pow(Count(r.Layers), times))));

    private static IEnumerable<(Layers Layers, Shape? Shape)> Chains(IEnumerable<Part> parts, Shape? input) => parts.Aggregate(
        (IEnumerable<(Layers Layers, Shape? Shape)>)[([], input)],
        (chains, part) => chains.SelectMany(chain => After(part, chain.Shape)
            .Select(next => (Join(chain.Layers, next.Layers), next.Shape))));

    private static IEnumerable<(Layers Layers, Shape? Shape)> After(Part part, Shape? input) =>
        (part.Optional ? [([], input)] : Enumerable.Empty<(Layers, Shape?)>()).Concat(part.Match(
            new Part.Cases<IEnumerable<(Layers, Shape?)>>(
                Single: s => Each(s, input).Select(layer => (Join([], [layer]), Output(layer, input))),
                Residual: r =>
                    from body in Chains(r.Body, input)
                    from projection in Chains(r.Projection, input)
                    let block = new Layer.Residual(body.Layers) { Projection = projection.Layers }
                    select (Join([], [block]), body.Shape is null || projection.Shape is null ? null : Output(block, input)),
                Repeat: r => r.Times.SelectMany(times => Chains(Times(r.Layers, times), input)))));

    private static IEnumerable<Part> Times(ValueList<Part> chain, long times) =>
        Enumerable.Repeat(chain, (int)times).SelectMany(parts => parts);

    private static Layers Join(Layers first, Layers second) => [.. first, .. second];

    private static IEnumerable<Layer> Each(Part.Single part, Shape? input)
    {
        var made = new List<object?[]> { Array.Empty<object?>() };
        foreach (var values in part.Values)
        {
            made =
            [
                .. from before in made
                   from value in values.DefaultIfEmpty(null!)
                   select (object?[])[.. before, value is InputChannels ? (long)(input?.Channels ?? 1) : value],
            ];
        }

        return made.Select(values => (Layer)part.Type.Make(values));
    }

    private static Shape? Output(Layer layer, Shape? input) => input is null ? null : ReferenceShapes.Output([layer], input);
}
