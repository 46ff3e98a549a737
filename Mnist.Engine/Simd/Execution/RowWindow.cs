using Mnist.Engine.Simd.Memory;

namespace Mnist.Engine.Simd.Execution;

/// <summary>Which rows of a tensor the turns of a stage need, one after the other.</summary>
/// <remarks>
/// What only passes between the operations of a stage has memory for a few rows, which move down the image: a buffer of bands that stays
/// in the second-level cache whatever the size of the image.
/// </remarks>
internal sealed class RowWindow
{
    // Rows are moved in memory once in so many times that they would have to.
    private const int Slack = 3;

    private readonly BatchTensor tensor;
    private readonly List<(int Turn, Rows Rows)> needs = [];

    /// <summary>Follows a tensor through a stage.</summary>
    /// <param name="tensor">Made and used in this stage.</param>
    /// <param name="touched">The turns that touch it, in order, and which of its rows each touches.</param>
    public RowWindow(BatchTensor tensor, IEnumerable<(int Turn, Rows Rows)> touched)
    {
        this.tensor = tensor;
        var (padded, end) = (tensor.PaddedRows, tensor.PaddedRows.First);
        foreach (var (turn, rows) in touched)
        {
            end = Math.Max(end, rows.End > tensor.Shape.Height ? padded.End : rows.End);
            needs.Add((turn, new(Math.Clamp(rows.First, padded.First, padded.End), end)));
        }

        // Rows of the halo below are made zero all at once. Rows that a later turn still needs are needed before, too.
        for (var i = needs.Count - 2; i >= 0; i--)
            needs[i] = (needs[i].Turn, needs[i].Rows with { First = Math.Min(needs[i].Rows.First, needs[i + 1].Rows.First) });
    }

    /// <summary>Rows to hold so that few moves are needed.</summary>
    public int Size
    {
        get
        {
            var most = needs.Max(need => need.Rows.Count);
            var step = needs.Zip(needs.Skip(1), (a, b) => b.Rows.End - a.Rows.End).DefaultIfEmpty(0).Max();
            return most + (Slack * step);
        }
    }

    /// <summary>What has to be done with the rows before some turns.</summary>
    /// <param name="size">Rows that are held, at least those of every need.</param>
    public IEnumerable<(int Turn, Action<ImageGroup> Work)> Moves(int size)
    {
        var first = needs[0].Rows.First;
        var held = new Rows(first, first);
        yield return (needs[0].Turn, group => tensor.Rewind(group, first));
        foreach (var (turn, rows) in needs)
        {
            if (rows.End > held.First + size)
            {
                var kept = new Rows(rows.First, Math.Max(held.End, rows.First));
                held = kept;
                yield return (turn, group => tensor.MoveTo(group, kept));
            }

            if (rows.End > tensor.Shape.Height && held.End <= tensor.Shape.Height)
                yield return (turn, group => tensor.ClearRows(group, new(tensor.Shape.Height, rows.End)));
            held = held with { End = Math.Max(held.End, rows.End) };
        }
    }
}
