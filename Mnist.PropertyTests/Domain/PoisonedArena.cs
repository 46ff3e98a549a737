using Mnist.Domain.Deployment;

namespace Mnist.PropertyTests.Domain;

/// <summary>Executes a schedule on an arena whose bytes know whose they are and forget it as soon as nobody needs them.</summary>
/// <remarks>Who needs what is found here by looking at the steps that follow, not by the calculator under test.</remarks>
internal sealed class PoisonedArena
{
    private const long Poison = -1;
    private readonly DeployedNetwork network;
    private readonly long[] bytes;

    private PoisonedArena(DeployedNetwork network)
    {
        this.network = network;
        bytes = new long[network.ArenaBytes];
        Array.Fill(bytes, Poison);
    }

    /// <summary>What went wrong first; null where nothing did.</summary>
    public static string? Fault(DeployedNetwork network)
    {
        var arena = new PoisonedArena(network);
        for (var t = 0; t < network.Steps.Count; t++)
        {
            if (arena.Execute(t) is { } fault)
                return $"step {t}, {network.Steps[t]}: {fault}";
            arena.Forget(t);
        }

        var logits = network.Stages[^1];
        return Enumerable.Range(0, logits.Result.Height).Any(row => !arena.Holds(arena.Row(logits.Output, row)))
            ? "the logits are lost"
            : null;
    }

    private string? Execute(int t)
    {
        var (index, step) = network.Steps[t];
        if (index == Step.Image)
        {
            Write(Row(0, step));
            return Holds(Row(0, step)) ? null : "the row of the image is lost";
        }

        var stage = network.Stages[index];
        var inside = new[] { BufferUse.EvenPixel, BufferUse.OddPixel, BufferUse.Sums }
            .Select(use => network.Inside(index, use))
            .OfType<ArenaBuffer>()
            .Select(buffer => new Part(buffer, 0, Tag(1_000 + (10 * index) + (int)buffer.Use, 0)))
            .ToArray();
        var result = Row(stage.Output, stage.OutputRow(step));
        var isFirst = step == 0 || stage.EndsRow(step - 1);
        foreach (var place in inside.Where(place => isFirst || place.Buffer.Use != BufferUse.Sums))
            Write(place);
        var isMean = stage.Fold is { IsMean: true };
        if (isMean ? stage.EndsRow(step) : isFirst)
            Write(result);
        var made = isMean && !stage.EndsRow(step) ? Enumerable.Empty<Part>() : [result];
        return Needed(t).Concat(inside).Concat(made).FirstOrDefault(part => !Holds(part)) is { } lost ? $"{lost} is lost" : null;
    }

    /// <summary>Poisons every byte whose row no later step reads or writes.</summary>
    private void Forget(int t)
    {
        var kept = Enumerable.Range(t + 1, network.Steps.Count - t - 1).SelectMany(Touched)
            .Concat(Enumerable.Range(0, network.Stages[^1].Result.Height).Select(row => Row(network.Stages[^1].Output, row)))
            .Select(place => place.Tag)
            .ToHashSet();
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] < Tag(1_000, 0) && !kept.Contains(bytes[i]))
                bytes[i] = Poison;
        }
    }

    private IEnumerable<Part> Touched(int t) => network.Steps[t] is ( >= 0 and var index, var step)
        ? Needed(t).Append(Row(network.Stages[index].Output, network.Stages[index].OutputRow(step)))
        : [];

    private IEnumerable<Part> Needed(int t)
    {
        var stage = network.Stages[network.Steps[t].Stage];
        var window = stage.Reads;
        var first = (stage.PixelRow(network.Steps[t].Index) * window.Stride.Height) - window.Padding.Height;
        return
            from input in stage.Inputs
            from tap in Enumerable.Range(0, window.Kernel.Height)
            let row = first + (tap * window.Dilation.Height)
            where row >= 0 && row < stage.Input.Height
            select Row(input, row);
    }

    private Part Row(int value, int row) => new(network.RowsOf(value), row % network.RowsOf(value).Count, Tag(value, row));

    private static long Tag(int value, int row) => ((long)value << 32) + row;

    private void Write(Part at) => Bytes(at).Fill(at.Tag);

    private bool Holds(Part at) => !Bytes(at).ContainsAnyExcept(at.Tag);

    private Span<long> Bytes(Part at) =>
        bytes.AsSpan((int)(at.Buffer.Offset + (at.Place * at.Buffer.Stride)), (int)at.Buffer.Stride);

    /// <summary>A row of a buffer and what it has to hold.</summary>
    private sealed record Part(ArenaBuffer Buffer, int Place, long Tag);
}
