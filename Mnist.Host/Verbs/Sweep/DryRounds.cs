using Mnist.Host.Sweeps;

namespace Mnist.Host.Verbs.Sweep;

/// <summary>The rounds of a sweep that drops plans, before anything is known of them.</summary>
/// <param name="Rounds">In order.</param>
/// <param name="Seeds">All that are named.</param>
/// <param name="MostMinutes">Of all runs one after the other, where each round leaves the plans that take the longest.</param>
internal sealed record DryRounds(ValueList<HalvingRound> Rounds, ValueList<long> Seeds, double MostMinutes)
{
    /// <summary>How many runs there are, whichever plans are left.</summary>
    public int Runs => Rounds.Sum(round => round.Runs);

    /// <summary>A line for each round.</summary>
    public IEnumerable<Block> Lines => Rounds.Select(round => new Block.Line(
        $"Round {round.Number} of {Rounds.Count}: {(round.Number == 1 ? "" : "the better ")}{round.Plans.Of("plan")} with "
        + $"{(round.Seeds - round.SeedsBefore == 1 ? "seed" : "seeds")} {SeedRange.Text(SeedsOf(round))}, {round.Runs.Of("run")}."));

    /// <summary>The seeds that plans run with in a round.</summary>
    public ValueList<long> SeedsOf(HalvingRound round) =>
        Seeds.Skip(round.SeedsBefore).Take(round.Seeds - round.SeedsBefore).ToValueList();

    /// <summary>The rounds of some plans.</summary>
    /// <param name="minutes">Of a run of each, at least one.</param>
    /// <param name="seeds">At least one.</param>
    public static DryRounds Of(IReadOnlyCollection<double> minutes, ValueList<long> seeds)
    {
        var rounds = Halving.Rounds(minutes.Count, seeds.Count);
        return new(rounds, seeds, rounds.Sum(round =>
            minutes.OrderDescending().Take(round.Plans).Sum() * (round.Seeds - round.SeedsBefore)));
    }
}
