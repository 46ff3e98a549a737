using Mnist.Engine.Simd.Measuring;
using Mnist.Engine.Simd.Memory;
using Mnist.Engine.Simd.Threads;

namespace Mnist.Engine.Simd.Execution;

/// <summary>What is done between two barriers.</summary>
/// <param name="number">Stages before it.</param>
/// <param name="start">What the members do together first; null for the first stage.</param>
/// <param name="firstWork">Passes in all stages before it.</param>
/// <param name="size">How large bands are.</param>
internal sealed class Stage(int number, Action<ThreadPart>? start, int firstWork, BandSize size)
{
    private readonly List<Pass> passes = [];
    private readonly Dictionary<BatchTensor, (int First, int Last)> uses = [];
    private int bands = 1;
    private Turn[] turns = [];
    private Action<ImageGroup, Rows>[] works = [];
    private Rows[] rows = [];
    private int[] parts = [];

    /// <summary>What the members do together first; null for the first stage.</summary>
    public Action<ThreadPart>? Start => start;

    /// <summary>Number of its first pass, counted from the start of the schedule.</summary>
    public int FirstWork => firstWork;

    /// <summary>Number of the pass that would come next.</summary>
    public int LastWork => firstWork + passes.Count;

    /// <summary>When each tensor is needed: among the passes that run one after the other; all the time where they take turns.</summary>
    public IEnumerable<KeyValuePair<BatchTensor, (int First, int Last)>> Uses =>
        bands == 1 ? uses : uses.Select(use => KeyValuePair.Create(use.Key, (FirstWork, LastWork)));

    /// <summary>The next pass will use a tensor.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <returns>Whether no pass of the stage has done so yet.</returns>
    public bool Use(BatchTensor tensor)
    {
        var isNew = !uses.TryGetValue(tensor, out var times);
        uses[tensor] = (isNew ? LastWork : times.First, LastWork);
        return isNew;
    }

    /// <summary>Adds a pass.</summary>
    /// <param name="pass">The pass.</param>
    public void Add(Pass pass)
    {
        foreach (var use in pass.Uses)
            Use(use.Tensor);
        passes.Add(pass);
    }

    /// <summary>Settles in which order rows are done, once all passes are there.</summary>
    public void Order()
    {
        var bytes = uses.Keys.Sum(tensor => tensor.SlabSize * sizeof(float));
        bands = size.Bands(bytes, passes.Select(pass => pass.Rows).DefaultIfEmpty(1).Max());
        turns = [.. Interleaving.Of(passes, bands)];
    }

    /// <summary>Which rows of a tensor it needs when; null if it does not use the tensor. Once the order is settled.</summary>
    /// <param name="tensor">The tensor.</param>
    public RowWindow? WindowOf(BatchTensor tensor) => uses.ContainsKey(tensor) ? new(tensor, Touched(tensor)) : null;

    /// <summary>Settles everything else, once it is known of which tensors some rows are held at a time.</summary>
    /// <param name="watch">Times the passes; null where nobody asks.</param>
    public void Seal(StepWatch? watch)
    {
        var moves = uses.Keys.Where(tensor => tensor.HeldRows < tensor.PaddedRows.Count)
            .SelectMany(tensor => WindowOf(tensor)!.Moves(tensor.HeldRows)).ToLookup(move => move.Turn, move => move.Work);
        var numbers = passes.ConvertAll(pass => watch?.Number(pass.Part, pass.Uses.Sum(use => (double)Bytes(use.Tensor))) ?? 0);
        var steps = new List<(Action<ImageGroup, Rows> Work, Rows Rows, int Part)>();
        for (var i = 0; i < turns.Length; i++)
        {
            var (pass, own) = turns[i];
            steps.AddRange(moves[i].Select(move => ((Action<ImageGroup, Rows>)((group, _) => move(group)), own, numbers[pass])));
            steps.Add((passes[pass].Work, own, numbers[pass]));
        }

        (works, rows, parts) = ([.. steps.Select(s => s.Work)], [.. steps.Select(s => s.Rows)], [.. steps.Select(s => s.Part)]);
    }

    /// <summary>Does it.</summary>
    /// <remarks>Back and forth: the group that one stage ends with is the one whose values are still near when the next begins.</remarks>
    /// <param name="groups">A member's groups.</param>
    /// <param name="watch">That of <see cref="Seal"/>.</param>
    public void Run(ImageGroups groups, StepWatch? watch)
    {
        var isForth = number % 2 == 0;
        for (var i = 0; i < groups.Count; i++)
        {
            var group = groups[isForth ? i : groups.Count - 1 - i];
            for (var turn = 0; turn < works.Length; turn++)
            {
                works[turn](group, rows[turn]);
                watch?.Lap(groups.Member, parts[turn]);
            }
        }
    }

    private IEnumerable<(int Turn, Rows Rows)> Touched(BatchTensor tensor) =>
        from i in Enumerable.Range(0, turns.Length)
        from use in passes[turns[i].Pass].Uses
        where use.Tensor == tensor
        select (i, use.Touched(turns[i].Rows));

    private static long Bytes(BatchTensor tensor) => tensor.Shape.Elements * Lanes.Count * sizeof(float);
}
