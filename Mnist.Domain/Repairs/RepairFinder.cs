using Mnist.Domain.Analysis;
using Mnist.Domain.Checking;

namespace Mnist.Domain.Repairs;

/// <summary>Finds the smallest edits that meet a parameter budget.</summary>
public static class RepairFinder
{
    /// <summary>Most rows of network summaries that a search calculates: more than enough for any network that can be trained.</summary>
    private const long MostWork = 200_000;

    /// <summary>Values between the largest known to fit and the smallest known not to that are tried one by one.</summary>
    private const int MostGaps = 100;

    /// <summary>For each layer the most filters or units that fit, and the largest common scale that fits; smallest change first.</summary>
    /// <remarks>
    /// Every edit was put together and checked: what it gives can be executed. The layer that makes the logits keeps an output for each
    /// class. Counts grow with each width, so halving the interval finds the largest; grouped convolutions, where some widths do not
    /// divide, may leave a larger one unfound. The dearest layers are tried first.
    /// </remarks>
    /// <param name="report">Of a plan that can be executed and is over its parameter budget; any other gives no repair.</param>
    public static RepairSearch Find(PlanReport report)
    {
        var over = report.Errors.OfType<PlanError.OverBudget>().FirstOrDefault(e => e.Quantity == Quantity.Parameters);
        if (!report.Runs || over is null || report.Summary is not { } summary)
            return RepairSearch.Empty;

        var net = report.Plan.Architecture;
        var layers = summary.Layers.Where(l => Widths.Of(l.Layer.Layer) is not null).ToValueList();
        var logits = layers[^1].Layer;
        var work = 0L;
        var found = new List<BudgetRepair?> { Scale() };
        var dearest = layers.OrderByDescending(l => l.Parameters.Trainable).Select(l => l.Layer).ToList();
        var tried = 0;
        while (tried < dearest.Count && HasWorkLeft())
            found.Add(Narrow(dearest[tried++]));
        return new(
            found.OfType<BudgetRepair>().OrderBy(repair => repair.Removed).ThenByDescending(repair => repair.Parameters).ToValueList(),
            dearest.Count - tried);

        bool HasWorkLeft() => work < MostWork;

        BudgetRepair.Scale? Scale() =>
            Largest(1, 99, percent => Try(Widths.Scale(net, logits.Path, percent))) is (var percent, var trial)
                ? new(percent, trial.Architecture, trial.Parameters, Widths.Total(net) - Widths.Total(trial.Architecture))
                : null;

        BudgetRepair.Narrow? Narrow(PlacedLayer at) =>
            Widths.Of(at.Layer) is { } from
            && Largest(at == logits ? report.Data.Classes : 1, from - 1, to => Try(Widths.Change(net, at.Path, from, to)))
                is (var to, var trial)
                ? new(at, from, to, trial.Architecture, trial.Parameters)
                : null;

        Trial? Try(Architecture architecture)
        {
            if (!HasWorkLeft())
                return null;
            work += summary.Layers.Count;
            return Summarizer.Summarize(architecture).Match(
                valid: changed => Judge(architecture, changed, changed.Parameters.Trainable),
                invalid: _ => new(architecture, 0, Outcome.CannotRun));
        }

        Trial Judge(Architecture architecture, Summary changed, long parameters) => new(
            architecture,
            parameters,
            PlanChecker.Network(changed, report.Plan.Training, report.Data).Any() ? Outcome.CannotRun
            : parameters <= over.Limit ? Outcome.Fits
            : Outcome.TooLarge);
    }

    /// <summary>The largest number that fits, in all that could be tried; null where none was found.</summary>
    /// <param name="low">Smallest number.</param>
    /// <param name="high">Largest number.</param>
    /// <param name="attempt">Tries a number; null where there is no work left.</param>
    private static (int Number, Trial Trial)? Largest(int low, int high, Func<int, Trial?> attempt)
    {
        (int Number, Trial Trial)? best = null;
        var (least, tooLarge) = (low, high + 1);
        while (low <= high && attempt(low + ((high - low) / 2)) is { } trial)
        {
            var middle = low + ((high - low) / 2);
            if (trial.Outcome == Outcome.Fits)
                (best, low) = ((middle, trial), middle + 1);
            else
                (tooLarge, high) = (trial.Outcome == Outcome.TooLarge ? middle : tooLarge, middle - 1);
        }

        // Numbers that could not run were taken for too large; some of those above them may do.
        var (first, last) = (tooLarge - 1, Math.Max(best?.Number + 1 ?? least, tooLarge - MostGaps));
        for (var number = first; number >= last; number--)
        {
            if (attempt(number) is { Outcome: Outcome.Fits } trial)
                return (number, trial);
        }

        return best;
    }

    /// <summary>A network in place of the plan's.</summary>
    private sealed record Trial(Architecture Architecture, long Parameters, Outcome Outcome);

    private enum Outcome
    {
        Fits,
        TooLarge,
        CannotRun,
    }
}
