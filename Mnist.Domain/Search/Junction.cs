using System.Numerics;
using Mnist.Domain.Spaces;

namespace Mnist.Domain.Search;

/// <summary>A place between two layers of a space, with repeats written out: where a design takes one of several ways, or ends.</summary>
/// <param name="rank">Above that of every junction behind it.</param>
/// <param name="ways">Which part may come next, and what is behind that.</param>
/// <param name="ends">In how many ways the chain may end here: each choice of leaving out all that could follow is one.</param>
internal sealed class Junction(int rank, ValueList<Way> ways, int ends)
{
    public int Rank { get; } = rank;

    public ValueList<Way> Ways { get; } = ways;

    public int Ends { get; } = ends;

    /// <summary>Number of chains from here to the end.</summary>
    public BigInteger Chains { get; } = ways.Aggregate(
        (BigInteger)ends, (sum, way) => sum + (way.Alternatives * way.Next.Chains));

    /// <summary>The way that every design takes from here, where there is only one.</summary>
    public Way? OnlyWay => Ends == 0 && Ways is [{ Alternatives.IsOne: true } way] ? way : null;

    /// <summary>Where a chain begins.</summary>
    /// <param name="parts">The chain; every number of repeats is at least 0.</param>
    public static Junction Begin(ValueList<Part> parts)
    {
        var made = 0;
        return Before(parts, Make([], ends: 1));

        Junction Before(ValueList<Part> chain, Junction end) => chain.Reverse().Aggregate(end, (next, part) => At(part, next));

        Junction At(Part part, Junction next)
        {
            var entry = part.Match<Junction>(new(
                Single: _ => Make([new(part, next)], ends: 0),
                Residual: _ => Make([new(part, next)], ends: 0),
                Repeat: repeat => Repeated(repeat, next)));
            return part.Optional ? Either(entry, next) : entry;
        }

        Junction Repeated(Part.Repeat repeat, Junction next)
        {
            var most = repeat.Times.DefaultIfEmpty(0).Max();
            var after = next; // behind the last time
            for (var time = most - 1; time >= 0; time--)
            {
                var before = Before(repeat.Layers, after);
                after = repeat.Times.Contains(time) ? Either(before, next) : before;
            }

            return after;
        }

        Junction Either(Junction one, Junction other) => Make([.. one.Ways, .. other.Ways], one.Ends + other.Ends);

        Junction Make(ValueList<Way> ways, int ends) => new(made++, ways, ends);
    }
}

/// <summary>A part that may come next.</summary>
/// <param name="part">A single layer or a residual block.</param>
/// <param name="next">What is behind it.</param>
internal sealed class Way(Part part, Junction next)
{
    public Part Part { get; } = part;

    public Junction Next { get; } = next;

    /// <summary>Body and shortcut of a residual block; none for a single layer.</summary>
    public ValueList<Junction> Branches { get; } =
        part is Part.Residual block ? [Junction.Begin(block.Body), Junction.Begin(block.Projection)] : [];

    /// <summary>Number of layers that the part stands for.</summary>
    public BigInteger Alternatives => Part is Part.Single single
        ? single.Values.Aggregate(BigInteger.One, (product, values) => product * Math.Max(1, values.Count))
        : Branches.Aggregate(BigInteger.One, (product, branch) => product * branch.Chains);
}
