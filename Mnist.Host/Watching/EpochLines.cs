namespace Mnist.Host.Watching;

/// <summary>Epochs as lines that stand below each other.</summary>
/// <param name="epochs">Epochs planned.</param>
/// <param name="heldOut">Which images are measured on.</param>
internal sealed class EpochLines(int epochs, HeldOutSplit heldOut)
{
    private const int Gap = 2;

    /// <summary>What the images held out are called.</summary>
    public string Name { get; } = heldOut == HeldOutSplit.Test ? "test" : "valid.";

    /// <summary>Titles of the columns.</summary>
    /// <param name="room">Characters of a line; without them all columns are there.</param>
    public string Header(int room = int.MaxValue) => Line(column => column.Title, room);

    /// <summary>One epoch.</summary>
    /// <param name="e">The epoch.</param>
    /// <param name="room">Characters of a line; without them all columns are there.</param>
    public string Of(EpochResult e, int room = int.MaxValue) => Line(column => column.Of(e), room);

    /// <summary>What is left out for want of room, in a sentence; null where nothing is.</summary>
    /// <param name="room">Characters of a line.</param>
    public string? Hidden(int room) =>
        TableLayout.Hidden(Columns.Except(Shown(room)).Select(column => column.Title), Columns.Sum(column => column.Width) + 1);

    private string Line(Func<EpochColumn, string> text, int room)
    {
        var shown = Shown(room);
        return string.Concat(Columns.Where(shown.Contains).Select(column => text(column).PadLeft(column.Width)));
    }

    /// <summary>As many columns as there is room for, the most important ones first; the accuracy is never left out.</summary>
    private List<EpochColumn> Shown(int room)
    {
        var shown = Columns.OrderBy(column => column.Rank).ToList();
        while (shown.Count > 2 && shown.Sum(column => column.Width) > room)
            shown.RemoveAt(shown.Count - 1);
        return shown;
    }

    private ValueList<EpochColumn> Columns => field ??=
    [
        new("epoch", Math.Max(5, $"{epochs}/{epochs}".Length) + Gap, Rank: 0, e => $"{e.Epoch}/{epochs}"),
        new("rate", 9 + Gap, Rank: 5, e => $"{e.LearningRate:G4}"),
        new("train loss", 10 + Gap, Rank: 4, e => $"{e.TrainLoss:F4}"),
        new("train %", 7 + Gap, Rank: 2, e => $"{e.Train.Percent:F2}"),
        new($"{Name} loss", $"{Name} loss".Length + Gap, Rank: 3, e => $"{e.HeldOutLoss:F4}"),
        new($"{Name} %", $"{Name} %".Length + Gap, Rank: 1, e => $"{e.HeldOut.Percent:F2}"),
        new("seconds", 7 + Gap, Rank: 6, e => $"{e.Seconds:F1}"),
        new("images/s", 9 + Gap, Rank: 7, e => $"{e.ImagesPerSecond:N0}"),
    ];

    /// <summary>A column.</summary>
    /// <param name="Title">Above it.</param>
    /// <param name="Width">In characters.</param>
    /// <param name="Rank">From 0, the most important one.</param>
    /// <param name="Of">What it says of an epoch.</param>
    private sealed record EpochColumn(string Title, int Width, int Rank, Func<EpochResult, string> Of);
}
