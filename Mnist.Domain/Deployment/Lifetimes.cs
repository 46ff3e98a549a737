using System.Numerics;

namespace Mnist.Domain.Deployment;

/// <summary>A buffer and the steps in which it holds something that is still needed.</summary>
/// <param name="Buffer">Not placed yet.</param>
/// <param name="Live">Bit t for step t.</param>
public sealed record LiveBuffer(ArenaBuffer Buffer, BigInteger Live);

/// <summary>Follows the steps of a schedule and finds how many rows of each value are needed at a time, and when.</summary>
internal static class Lifetimes
{
    private const int Word = 4;

    /// <summary>Every buffer that the steps need.</summary>
    public static ValueList<LiveBuffer> Of(InferenceGraph graph, ValueList<Stage> stages, ValueList<Step> steps, NumberFormat format) =>
    [
        .. Rows(graph, stages, steps, format),
        .. stages.Index().SelectMany(at => Inside(at.Item, at.Index, steps, format)),
    ];

    /// <summary>Bytes of one value of a stage's output.</summary>
    public static int ElementBytes(ValueList<Stage> stages, int stage, NumberFormat format) =>
        format == NumberFormat.Float32 || (stage == stages.Count - 1 && stages[stage].EndsInSums) ? Word : 1;

    private static IEnumerable<LiveBuffer> Rows(
        InferenceGraph graph, ValueList<Stage> stages, ValueList<Step> steps, NumberFormat format)
    {
        var lives = stages.Select(stage => stage.Output).Append(0).ToDictionary(value => value, value => Lives(graph, value));
        for (var t = 0; t < steps.Count; t++)
        {
            var (stage, index) = (steps[t].Stage, steps[t].Index);
            if (stage == Step.Image)
            {
                lives[0][index] = new(t, t);
                continue;
            }

            var row = stages[stage].OutputRow(index);
            var made = lives[stages[stage].Output];
            if (stages[stage].Writes(index))
                made[row] = new(made[row]?.From ?? t, t);
            foreach (var read in stages[stage].RowsRead(index))
            {
                foreach (var input in stages[stage].Inputs)
                    lives[input][read] = new(lives[input][read]!.Value.From, t);
            }
        }

        lives[stages[^1].Output] = [.. lives[stages[^1].Output].Select(row => new Life?(new(row!.Value.From, steps.Count - 1)))];

        return stages.Index().Select(at => (Stage: at.Index, Value: at.Item.Output)).Prepend((Stage: Step.Image, Value: 0)).Select(at =>
        {
            var (shape, size) = (graph.Shape(at.Value), at.Stage == Step.Image
                ? format == NumberFormat.Float32 ? Word : 1
                : ElementBytes(stages, at.Stage, format));
            var rows = lives[at.Value].Select(life => life ?? default).ToArray();
            var buffer = new ArenaBuffer(
                BufferUse.Rows, at.Stage, MostTogether(rows), (long)shape.Width * shape.Channels * size, size, 0);
            return new LiveBuffer(buffer, rows.Aggregate(BigInteger.Zero, (bits, row) => bits | row.Bits));
        });
    }

    private static Life?[] Lives(InferenceGraph graph, int value) => new Life?[graph.Shape(value).Height];

    /// <summary>The fewest places, taken in turn, in which no row overwrites one that is still needed.</summary>
    private static int MostTogether(Life[] rows)
    {
        var most = 1;
        for (var row = 0; row < rows.Length; row++)
        {
            var oldest = Array.FindIndex(rows, 0, row + 1, earlier => earlier.To >= rows[row].From);
            most = Math.Max(most, row - oldest + 1);
        }

        return most;
    }

    /// <summary>What a stage needs while it runs, and keeps for nobody else.</summary>
    private static IEnumerable<LiveBuffer> Inside(Stage stage, int index, ValueList<Step> steps, NumberFormat format)
    {
        var size = format == NumberFormat.Float32 ? Word : 1;
        var running = Bits(steps.Index().Where(at => at.Item.Stage == index).Select(at => new Life(at.Index, at.Index)));
        var pixels = stage.Pixels.Select(shape => (long)shape.Channels * size).ToArray();
        foreach (var parity in new[] { BufferUse.EvenPixel, BufferUse.OddPixel })
        {
            var turns = pixels.Where((_, i) => i % 2 == parity - BufferUse.EvenPixel).ToArray();
            if (turns.Length > 0)
                yield return new(new(parity, index, 1, turns.Max(), size, 0), running);
        }

        if (stage.Fold is { IsMean: true })
        {
            var rows = steps.Index().Where(at => at.Item.Stage == index)
                .GroupBy(at => stage.OutputRow(at.Item.Index), at => at.Index)
                .Select(row => new Life(row.First(), row.Last()));
            var bytes = stage.SumBytes(format);
            var sums = new ArenaBuffer(BufferUse.Sums, index, 1, (long)stage.Result.Width * stage.Result.Channels * bytes, bytes, 0);
            yield return new(sums, Bits(rows));
        }
    }

    private static BigInteger Bits(IEnumerable<Life> lives) => lives.Aggregate(BigInteger.Zero, (bits, life) => bits | life.Bits);

    /// <summary>The steps from the first to the last in which something is needed.</summary>
    private readonly record struct Life(int From, int To)
    {
        public BigInteger Bits => ((BigInteger.One << (To - From + 1)) - 1) << From;
    }
}
