namespace Mnist.Engine.Simd;

/// <summary>Work in order: for each group by itself as far as that goes, then together where a value needs the whole batch.</summary>
/// <remarks>
/// Between two meetings a member takes one of its groups through all the work before it turns to the next: what a layer wrote is
/// still in the cache when the next layer reads it.
/// </remarks>
internal sealed class Schedule
{
    private readonly List<Stage> stages = [new()];

    /// <summary>Adds work on one group.</summary>
    /// <param name="work">Must touch no other group.</param>
    public void Each(Action<Slot> work) => stages[^1].Works.Add(work);

    /// <summary>Adds work on the results of all groups, done in shares between two meetings.</summary>
    /// <param name="work">Does one share.</param>
    public void Together(Action<Share> work) => stages.Add(new() { Start = work });

    /// <summary>Runs one member's part.</summary>
    /// <param name="team">The team, within a job of which this is called.</param>
    /// <param name="share">The member's share of what is done together.</param>
    /// <param name="slots">The member's groups.</param>
    public void Run(ThreadTeam team, Share share, Slots slots)
    {
        foreach (var stage in stages)
        {
            if (stage.Start is { } start)
            {
                team.Meet();
                start(share);
                team.Meet();
            }

            for (var group = slots.First; group < slots.End; group++)
            {
                var slot = slots[group];
                foreach (var work in stage.Works)
                    work(slot);
            }
        }
    }

    private sealed class Stage
    {
        public Action<Share>? Start { get; init; }

        public List<Action<Slot>> Works { get; } = [];
    }
}
