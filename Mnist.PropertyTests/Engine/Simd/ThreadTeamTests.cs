using FsCheck.Xunit;
using Mnist.Engine.Simd.Threads;
using Xunit;

namespace Mnist.PropertyTests.Engine.Simd;

public sealed class ThreadTeamTests
{
    [Fact]
    public void After_a_meeting_everyone_sees_what_all_did_before()
    {
        using var team = new ThreadTeam(4);
        var places = new int[team.Size];
        var sums = new int[team.Size];
        for (var job = 1; job <= 200; job++)
        {
            team.Run(member =>
            {
                places[member] = job;
                team.Barrier();
                sums[member] = places.Sum();
            });
            Assert.All(sums, sum => Assert.Equal(4 * job, sum));
        }
    }

    // Delays below and above the patience of those who wait, so that they are met awake and asleep.
    [Property(MaxTest = 30)]
    public void However_late_a_member_comes_the_others_wait_for_it(byte[] delays)
    {
        using var team = new ThreadTeam(3);
        var came = new int[team.Size];
        var seen = new int[team.Size];
        team.Run(member =>
        {
            for (var barrier = 0; barrier < delays.Length; barrier++)
            {
                if (barrier % team.Size == member)
                    Delay(delays[barrier]);
                came[member]++;
                team.Barrier();
                seen[member] += came.Min() == came.Max() ? 1 : 0;
                team.Barrier();
            }
        });
        Assert.All(seen, count => Assert.Equal(delays.Length, count));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void A_failure_of_any_member_reaches_the_caller_and_leaves_the_team_usable(int culprit)
    {
        using var team = new ThreadTeam(3);
        Assert.Throws<InvalidOperationException>(() => team.Run(member =>
        {
            if (member == culprit)
                throw new InvalidOperationException("no");
            team.Barrier();
        }));

        var done = new bool[team.Size];
        team.Run(member =>
        {
            team.Barrier();
            done[member] = true;
        });
        Assert.All(done, Assert.True);
    }

    [Fact]
    public void A_team_that_has_slept_wakes_up()
    {
        using var team = new ThreadTeam(2);
        var count = 0;
        team.Run(_ => Interlocked.Increment(ref count));
        Thread.Sleep(50);
        team.Run(_ => Interlocked.Increment(ref count));
        Assert.Equal(4, count);
    }

    [Fact]
    public void A_disposed_team_works_no_more()
    {
        var team = new ThreadTeam(2);
        team.Dispose();
        Assert.Throws<ObjectDisposedException>(() => team.Run(_ => { }));
    }

    private static void Delay(byte length)
    {
        if (length % 4 == 0)
            Thread.Sleep(1);
        else
            Thread.SpinWait(length * length);
    }
}
