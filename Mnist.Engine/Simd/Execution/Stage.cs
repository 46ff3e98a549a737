using Mnist.Engine.Simd.Measuring;
using Mnist.Engine.Simd.Memory;
using Mnist.Engine.Simd.Threads;

namespace Mnist.Engine.Simd.Execution;

/// <summary>What is done between two barriers.</summary>
/// <param name="number">Stages before it.</param>
/// <param name="start">What the members do together first; null for the first stage.</param>
/// <param name="firstWork">Passes in all stages before it.</param>
internal sealed class Stage(int number, Action<ThreadPart>? start, int firstWork)
{
    // What a band of all tensors of a stage may take: about half of a second-level cache.
    private const long BandBytes = 256 * 1024;

    private readonly List<Pass> passes = [];
    private readonly Dictionary<BatchTensor, (int First, int Last)> uses = [];
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
        Bands == 1 ? uses : uses.Select(use => KeyValuePair.Create(use.Key, (FirstWork, LastWork)));

    private int Bands => (int)((uses.Keys.Sum(tensor => tensor.SlabSize * sizeof(float)) + BandBytes - 1) / BandBytes);

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
    /// <param name="watch">Times the passes; null where nobody asks.</param>
    public void Seal(StepWatch? watch)
    {
        Turn[] turns = [.. Interleaving.Of(passes, Math.Max(Bands, 1))];
        (works, rows) = ([.. turns.Select(turn => passes[turn.Pass].Work)], [.. turns.Select(turn => turn.Rows)]);
        if (watch is null)
            return;
        int[] numbers = [.. passes.Select(pass => watch.Number(pass.Part, pass.Uses.Sum(use => (double)Bytes(use.Tensor))))];
        parts = [.. turns.Select(turn => numbers[turn.Pass])];
    }

    // Back and forth: the group that one stage ends with is the one whose values are still near when the next begins.

    /// <summary>Does it.</summary>
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

    private static long Bytes(BatchTensor tensor) => tensor.Shape.Elements * Lanes.Count * sizeof(float);
}
